// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/**
 * The page to sign in on.
 *
 * @param problem why that did not work; empty at first
 * @param onward where to go then
 */
public record SignInView(String problem, String onward) {}
