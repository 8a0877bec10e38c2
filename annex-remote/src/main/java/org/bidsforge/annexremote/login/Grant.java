// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;

/** Asks for new credentials; takes as long as the one who gives them. */
@FunctionalInterface
interface Grant {
    Granted ask() throws IOException;
}
