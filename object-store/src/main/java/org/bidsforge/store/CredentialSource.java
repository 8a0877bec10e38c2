// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;

/**
 * Yields the credentials that are valid now; asked for every request, by any thread, so that temporary ones can be
 * renewed while a transfer runs. Keep it quick: hold what was fetched until shortly before it ends.
 */
@FunctionalInterface
public interface CredentialSource {
    /**
     * The credentials for the request that is about to be sent.
     *
     * @throws IOException if there are none to be had now; the request is not sent then
     */
    StoreCredentials present() throws IOException;

    /**
     * Told when a server refuses credentials as ended or unknown, though they should still be valid.
     *
     * @return whether {@link #present} may have others now, so that the request is worth repeating
     */
    default boolean renew(StoreCredentials refused) {
        return false;
    }
}
