// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.io.IOException;

/** How changes reach the disk: a call returns when its change is durable. */
interface Writes extends AutoCloseable {
    <T> T apply(Query<T> change) throws IOException;

    @Override
    void close();
}
