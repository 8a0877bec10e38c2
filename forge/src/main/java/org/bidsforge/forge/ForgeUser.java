// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

/** The account whose token is used; an administrator may also see repositories that it is no member of. */
public record ForgeUser(String login, boolean administrator) {}
