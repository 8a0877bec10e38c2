// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import org.bidsforge.core.config.Secret;

/** Where the forge shall send its events, and the secret it signs them with. */
public record HookTarget(URI url, Secret secret) {
    public HookTarget {
        if (!url.isAbsolute() || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("a hook needs an absolute URL without query: " + url);
        }
    }
}
