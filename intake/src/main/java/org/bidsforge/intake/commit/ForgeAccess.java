// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.io.IOException;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.Forge;

/** The forge as it can be reached now: an embedded one may come back at another port. */
public interface ForgeAccess {
    Forge forge() throws IOException;

    /** What git shows as its password. */
    Secret token() throws IOException;
}
