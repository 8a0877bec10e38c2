// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** The stages' reports, by run; their pictures are {@link Pictures}. */
public final class Reports {
    private final Database database;
    private final Clock clock;

    public Reports(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A report of a run, without its pictures; the latest run stands first wherever there are several. */
    public record Filed(long workId, StageReport report) {}

    /** A report that comes again replaces the first: the job may have retried the call. */
    void file(Work work, StageReport report) throws IOException {
        database.write(connection -> {
            Pictures.replace(connection, work.id(), report.stage(), report.pictures());
            return Sql.of(
                            "INSERT INTO report (work_id, stage, json, received) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (work_id, stage) DO UPDATE SET json = excluded.json",
                            work.id(),
                            report.stage(),
                            report.withoutPictures().toJson(),
                            clock.millis())
                    .change(connection);
        });
    }

    /** The reports of the session's runs, the latest run first. */
    public List<Filed> of(StudyName study, SessionName session) throws IOException {
        return database.read(connection -> Sql.of(
                        "SELECT r.work_id, r.json FROM report r JOIN work w ON w.id = r.work_id"
                                + " WHERE w.study = ? AND w.session = ? ORDER BY r.work_id DESC, r.stage",
                        study.toString(),
                        session.toString())
                .list(connection, row -> new Filed(row.getLong(1), StageReport.fromJson(row.getString(2)))));
    }
}
