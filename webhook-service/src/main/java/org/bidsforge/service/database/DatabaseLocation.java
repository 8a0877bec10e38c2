// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.util.Optional;
import org.bidsforge.core.config.Secret;

/** Where the database is: a JDBC address of SQLite or PostgreSQL, with user and password for the latter. */
public record DatabaseLocation(String url, String user, Optional<Secret> password) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    public DatabaseLocation {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "BIDSFORGE_DB_URL must start with jdbc:sqlite: or jdbc:postgresql: " + url);
        }
    }

    public boolean inFile() {
        return url.startsWith(SQLITE);
    }

    /** The path of a file database. */
    String file() {
        return url.substring(SQLITE.length());
    }
}
