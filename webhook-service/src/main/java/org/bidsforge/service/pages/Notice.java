// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

/** A page of one message. */
public record Notice(String title, String message) {}
