// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.work.SampleWork;

/** Reports of a session with everything in them. */
final class SampleReports {
    private SampleReports() {}

    static void file(Database database, StudyName study, SessionName session, String head) throws IOException {
        String base = session.folder();
        List<SeriesOutcome> series = List.of(
                new SeriesOutcome(1, "anat-scout", 3, "skipped", List.of(), "a localizer is not converted"),
                new SeriesOutcome(
                        2,
                        "anat-T1w",
                        192,
                        "converted",
                        List.of(base + "/anat/" + session + "_T1w.nii.gz", base + "/anat/" + session + "_T1w.json"),
                        ""),
                new SeriesOutcome(
                        5,
                        "func-bold_task-rest_run-01",
                        240,
                        "converted",
                        List.of(base + "/func/" + session + "_task-rest_run-1_bold.nii.gz"),
                        ""),
                new SeriesOutcome(
                        6, "func-bold_task-rest_run-01", 112, "superseded", List.of(), "repeated as series 7"));
        List<Finding> warnings = List.of(new Finding(
                "NO_SLICE_TIMING",
                Severity.WARNING,
                Optional.of(base + "/func/" + session + "_task-rest_bold.json"),
                "the scanner gave no slice times",
                "Add SliceTiming to the sidecar if you know it."));
        List<Picture> pictures = List.of(
                Picture.of("t1", "T1w in three planes", "image/png", png()),
                Picture.of("bold", "Mean of task-rest run 1", "image/png", png()));
        SampleWork.file(
                database,
                new StageReport(
                        "convert",
                        study.toString(),
                        session.toString(),
                        "c0ffee",
                        head,
                        Outcome.WARNINGS,
                        Map.of("dcm2niix", "1.0"),
                        warnings,
                        List.of(),
                        series,
                        pictures,
                        "8 of 9 series converted"));
        SampleWork.file(
                database,
                new StageReport(
                        "validate",
                        study.toString(),
                        session.toString(),
                        "c0ffee",
                        head,
                        Outcome.OK,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "valid"));
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(760, 260, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D draw = image.createGraphics();
        for (int plane = 0; plane < 3; plane++) {
            int x = 130 + plane * 250;
            draw.setPaint(new RadialGradientPaint(
                    x, 130, 110, new float[] {0f, 0.8f, 1f}, new Color[] {Color.GRAY, Color.WHITE, Color.BLACK}));
            draw.fillOval(x - 100, 20, 200, 220);
        }
        draw.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
