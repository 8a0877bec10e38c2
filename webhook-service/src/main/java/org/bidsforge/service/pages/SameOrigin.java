// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;

/** Whether a request was made by one of our own pages. */
final class SameOrigin {
    /** A browser that has nothing to say of the origin sends none; then the address line or a bookmark was used. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameOrigin() {}

    static boolean holds(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return OWN.contains(site);
        }
        String origin = request.header("Origin");
        String host = request.header("Host");
        return origin != null && host != null && host.equals(authority(origin));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
