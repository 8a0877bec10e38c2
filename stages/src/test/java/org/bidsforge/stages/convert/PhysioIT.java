// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.deid.DeidentificationProfile;
import org.bidsforge.dicom.deid.Deidentifier;
import org.bidsforge.dicom.deid.IdentifierCollector;
import org.bidsforge.dicom.deid.Pseudonyms;
import org.bidsforge.dicom.deid.Subject;
import org.bidsforge.dicom.deid.Vocabulary;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Physiological logs in the form in which CMRR's sequences send them, beside a run of two volumes. */
class PhysioIT {
    private static final int KILOBYTES = 16;
    private static final String PROTOCOL = "func-bold_task-rest";
    private static final String PULSE = "sub-01/func/sub-01_task-rest_recording-cardiac_physio";
    private static final String BREATH = "sub-01/func/sub-01_task-rest_recording-respiratory_physio";

    /** Volumes begin at 1000 and 1800 steps of 2.5 ms. */
    private static final String ACQUISITION = """
            UUID        = 0-1-2
            LogDataType = ACQUISITION_INFO
            NumVolumes  = 2

            VOLUME   SLICE   ACQ_START_TICS  ACQ_FINISH_TICS
            0        1       1010            1020
            0        0       1000            1010
            1        0       1800            1810
            1        1       1810            1820
            """;

    @TempDir
    private Path folder;

    @Test
    void recordingsLieBesideTheirRun() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL + "_PhysioLog", 2);
        int planned = session.planned().size();

        StageReport report = session.convert();

        assertThat(report.series().get(1))
                .extracting(SeriesOutcome::outcome, SeriesOutcome::files)
                .containsExactly(
                        "converted", List.of(PULSE + ".json", PULSE + ".tsv.gz", BREATH + ".json", BREATH + ".tsv.gz"));
        JsonNode pulse = session.json(PULSE + ".json");
        assertThat(pulse.path("SamplingFrequency").asDouble()).isEqualTo(200);
        assertThat(pulse.path("StartTime").asDouble()).isEqualTo(-0.25);
        assertThat(pulse.path("Columns").toString()).isEqualTo("[\"cardiac\",\"trigger\",\"detected\"]");
        assertThat(session.json(BREATH + ".json").path("SamplingFrequency").asDouble())
                .isEqualTo(50);
        assertThat(session.errors()).isEmpty();
        assertThat(TestTools.files(session.bids().resolve("sub-01"))).hasSize(planned);
    }

    @Test
    void samplesTriggersAndGapsAreWhereTheLogHasThem() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL + "_PhysioLog", 2);

        session.convert();

        List<String> rows = rows(session.bids().resolve(PULSE + ".tsv.gz"));
        assertThat(rows).hasSize((1900 - 900) / 2 + 1);
        assertThat(rows.get(0)).isEqualTo("900\t0\t0");
        assertThat(rows.get((1000 - 900) / 2)).isEqualTo("1000\t1\t0");
        assertThat(rows.get((1800 - 900) / 2)).isEqualTo("1800\t1\t1");
        assertThat(rows.get((1500 - 900) / 2)).isEqualTo("n/a\t0\t0");
        assertThat(rows.stream().filter(row -> row.contains("\t1\t"))).hasSize(2);
    }

    @Test
    void aLogThatTheIntakeCleanedGivesTheSameTables() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL + "_PhysioLog", 2);
        session.convert();
        byte[] before = Files.readAllBytes(session.bids().resolve(PULSE + ".tsv.gz"));
        Path file = session.dicom().resolve("physio.dcm");
        Vocabulary vocabulary = Vocabulary.ofProtocols();
        Pseudonyms pseudonyms = new Pseudonyms(ByteBuffer.wrap(new byte[32]), "lab/study");
        DicomFile log = DicomReader.ofEverything().read(file);

        DicomFile clean = new Deidentifier(
                        new DeidentificationProfile(vocabulary, "lab^study"),
                        pseudonyms,
                        new Subject("made", 0),
                        new IdentifierCollector(vocabulary).toSet())
                .apply(log);
        clean.dataSet().setString(Tag.STUDY_INSTANCE_UID, "1.2.826");
        clean.dataSet().setString(Tag.PATIENT_ID, "made");
        Files.delete(file);
        new DicomWriter().write(clean, file);
        MadeSession again = new MadeSession(session.dicom(), folder.resolve("again"));
        again.convert();

        assertThat(again.bids().resolve(PULSE + ".tsv.gz")).hasBinaryContent(before);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Physio_1920", "0-1-2");
    }

    @Test
    void aLogOfAnotherLengthIsTold() throws IOException, InterruptedException {
        assertThat(MadeSession.codes(session(PROTOCOL + "_PhysioLog", 3).convert()))
                .contains("physio-volumes-mismatch");
    }

    @Test
    void aLogWithoutItsRunIsToldAndSkipped() throws IOException, InterruptedException {
        StageReport report = session("another_PhysioLog", 2).convert();

        assertThat(MadeSession.codes(report)).contains("physio-without-image");
        assertThat(report.series().get(1).outcome()).isEqualTo("skipped");
    }

    @Test
    void aDamagedLogCostsNothingElse() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(5, PROTOCOL).volumes(2));
        byte[] broken = logs();
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(0, Integer.MAX_VALUE);
        write(session.dicom(), PROTOCOL + "_PhysioLog", broken);

        assertThat(MadeSession.codes(session.convert())).contains("physio-unreadable");
        assertThat(session.images()).hasSize(1);
    }

    private MadeSession session(String description, int volumes) throws IOException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(5, PROTOCOL).volumes(volumes));
        write(session.dicom(), description, logs());
        return session;
    }

    private static byte[] logs() {
        StringBuilder pulse =
                new StringBuilder("LogDataType = PULS\nSampleTime  = 2\n\nACQ_TIME_TICS CHANNEL VALUE SIGNAL\n");
        for (int tick = 900; tick <= 1900; tick += 2) {
            if (tick != 1500) {
                pulse.append(tick).append(" PULS ").append(tick).append(tick == 1800 ? " PULS_TRIGGER\n" : "\n");
            }
        }
        StringBuilder breath =
                new StringBuilder("LogDataType = RESP\nSampleTime  = 8\n\nACQ_TIME_TICS CHANNEL VALUE SIGNAL\n");
        for (int tick = 904; tick <= 1900; tick += 8) {
            breath.append(tick).append(" RESP 7\n");
        }
        ByteBuffer blocks = ByteBuffer.allocate(3 * KILOBYTES * 1024).order(ByteOrder.LITTLE_ENDIAN);
        block(blocks, 0, "Physio_1920_x_Info.log", ACQUISITION);
        block(blocks, 1, "Physio_1920_x_PULS.log", pulse.toString());
        block(blocks, 2, "Physio_1920_x_RESP.log", breath.toString());
        return blocks.array();
    }

    private static void block(ByteBuffer blocks, int number, String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        int at = number * KILOBYTES * 1024;
        blocks.putInt(at, content.length).putInt(at + 4, name.length());
        blocks.position(at + 8).put(name.getBytes(StandardCharsets.US_ASCII));
        blocks.position(at + 1024).put(content);
    }

    private static void write(Path dicom, String description, byte[] logs) throws IOException {
        DataSet data = new DataSet();
        data.setString(Tag.SOP_CLASS_UID, Uids.SIEMENS_CSA_NON_IMAGE);
        data.setString(Tag.SOP_INSTANCE_UID, "1.2.826.99.1");
        data.setString(Tag.SERIES_INSTANCE_UID, "1.2.826.99");
        data.setString(Tag.STUDY_INSTANCE_UID, "1.2.826");
        data.setString(Tag.PATIENT_ID, "made");
        data.setString(Tag.MODALITY, "MR");
        data.setString(Tag.MANUFACTURER, "SIEMENS");
        data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "RAWDATA", "PHYSIO");
        data.setString(Tag.SERIES_DESCRIPTION, description);
        data.setInt(Tag.SERIES_NUMBER, 6);
        data.setString(Tag.ACQUISITION_DATE, "19200101");
        data.setString(Tag.ACQUISITION_TIME, "103000.000000");
        data.setInt(Tag.ACQUISITION_NUMBER, KILOBYTES);
        data.setPrivate("SIEMENS CSA NON-IMAGE", 0x7FE1, 0x10, Vr.OB, logs);
        new DicomWriter().write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), dicom.resolve("physio.dcm"));
    }

    private static List<String> rows(Path table) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(table))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
