// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.sql.Connection;
import java.sql.SQLException;

/** One unit of work on a connection; it neither commits nor closes. */
@FunctionalInterface
public interface Query<T> {
    T on(Connection connection) throws SQLException;
}
