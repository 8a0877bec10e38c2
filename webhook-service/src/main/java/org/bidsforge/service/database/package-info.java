// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The service's relational database: SQLite in a file, or PostgreSQL; one set of migrations for both. */
@NullMarked
package org.bidsforge.service.database;

import org.jspecify.annotations.NullMarked;
