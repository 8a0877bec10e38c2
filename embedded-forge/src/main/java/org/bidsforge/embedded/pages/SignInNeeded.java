// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** What was asked for is shown, if it is there, to those who are signed in. */
final class SignInNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SignInNeeded() {
        super("sign-in needed", null, false, false);
    }
}
