// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** The pictures that came with reports: PNG of a bounded size, others are dropped. */
public final class Pictures {
    private static final String PNG = "image/png";
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 24;

    private final Database database;

    public Pictures(Database database) {
        this.database = database;
    }

    /** All pictures of the session's reports, those of the latest run first. */
    public List<FiledPicture> of(StudyName study, SessionName session) throws IOException {
        return database.read(connection -> Sql.of(
                        "SELECT p.work_id, p.caption, p.digest FROM picture p JOIN work w ON w.id = p.work_id"
                                + " WHERE w.study = ? AND w.session = ? ORDER BY p.work_id DESC, p.stage, p.number",
                        study.toString(),
                        session.toString())
                .list(connection, row -> new FiledPicture(row.getLong(1), row.getString(2), row.getString(3))));
    }

    /** The bytes of a picture of this session. */
    public Optional<byte[]> bytes(StudyName study, SessionName session, String digest) throws IOException {
        return database.read(connection -> Sql.of(
                        "SELECT p.bytes FROM picture p JOIN work w ON w.id = p.work_id"
                                + " WHERE w.study = ? AND w.session = ? AND p.digest = ? LIMIT 1",
                        study.toString(),
                        session.toString(),
                        digest)
                .first(connection, row -> row.getBytes(1)));
    }

    static void replace(Connection connection, long workId, String stage, List<Picture> pictures) throws SQLException {
        Sql.of("DELETE FROM picture WHERE work_id = ? AND stage = ?", workId, stage)
                .change(connection);
        int number = 0;
        for (Picture picture : pictures.subList(0, Math.min(MOST, pictures.size()))) {
            byte[] bytes = picture.bytes();
            if (picture.mediaType().equals(PNG) && bytes.length <= LARGEST) {
                Sql.of(
                                "INSERT INTO picture (work_id, stage, number, caption, digest, bytes)"
                                        + " VALUES (?, ?, ?, ?, ?, ?)",
                                workId,
                                stage,
                                number++,
                                picture.caption(),
                                digest(bytes),
                                bytes)
                        .change(connection);
            }
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
