// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.service.work.FiledPicture;

/**
 * The reports that speak of one head of a conversion branch.
 *
 * @param all reports of the session made from the same source, the latest first
 * @param pictures the latest ones: a run that had nothing to convert anew draws none
 */
public record StageReports(String head, List<StageReport> all, List<FiledPicture> pictures) {
    public StageReports {
        all = List.copyOf(all);
        pictures = List.copyOf(pictures);
    }

    /** The latest report of a stage about this very head. */
    public Optional<StageReport> of(Stage stage) {
        return all.stream()
                .filter(report -> report.stage().equals(stage.name()))
                .filter(report -> report.resultCommit().equals(head))
                .findFirst();
    }

    /** The latest conversion, also of an earlier head: a person's commit on top does not undo its series. */
    public Optional<StageReport> conversion() {
        return of(Stage.CONVERT)
                .filter(report -> !report.series().isEmpty())
                .or(() -> all.stream()
                        .filter(report -> report.stage().equals(Stage.CONVERT.name()))
                        .filter(report -> !report.series().isEmpty())
                        .findFirst());
    }

    /** Of all pictures, those of the latest run that has some. */
    public static List<FiledPicture> latest(List<FiledPicture> pictures) {
        return pictures.stream()
                .filter(picture -> picture.workId() == pictures.get(0).workId())
                .toList();
    }
}
