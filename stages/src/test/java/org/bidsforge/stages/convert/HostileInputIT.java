// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a part of a session, the rest is converted and the report says what is missing. */
class HostileInputIT {
    private static final String GOOD = "sub-01/ses-01/fmap/sub-01_ses-01_dir-AP_epi.nii.gz";

    @TempDir
    private static Path folder;

    private static Path phantom = Path.of("");

    @TempDir
    private Path own;

    private Path in = Path.of("");
    private Path bids = Path.of("");

    @BeforeAll
    static void generate() throws IOException {
        TestTools.toolbox();
        phantom = folder.resolve("phantom");
        new PhantomSession(5, "Lab^Memory").write(phantom, folder.resolve("identifiers.json"));
    }

    @BeforeEach
    void oneGoodSeries() throws IOException {
        in = Files.createDirectories(own.resolve("in"));
        bids = own.resolve("bids");
        for (Path file : TestTools.files(phantom.resolve("series-003"))) {
            Files.createLink(in.resolve("good-" + file.getFileName()), file);
        }
    }

    @Test
    void truncatedAndEmptyObjectsAreNamed() throws IOException, InterruptedException {
        List<Path> files = TestTools.files(phantom.resolve("series-005"));
        byte[] bytes = Files.readAllBytes(files.get(0));
        Files.write(in.resolve("cut-early"), Arrays.copyOf(bytes, 400));
        Files.write(in.resolve("empty"), new byte[0]);
        Files.write(in.resolve("only-a-preamble"), Arrays.copyOf(bytes, 132));

        Conversion conversion = convert();

        assertPartial(conversion);
        assertThat(conversion.report().findings()).extracting(Finding::path).contains(Optional.of("cut-early"));
    }

    @Test
    void aTransferSyntaxThatIsNotTheOneUsedCostsItsSeries() throws IOException, InterruptedException {
        for (Path file : TestTools.files(phantom.resolve("series-004"))) {
            DicomFile object = DicomReader.ofEverything().read(file);
            Path liar = in.resolve("liar-" + file.getFileName());
            new DicomWriter().write(DicomFile.of(object.dataSet(), Uids.EXPLICIT_LITTLE_ENDIAN), liar);
            byte[] bytes = Files.readAllBytes(liar);
            int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("1.2.840.10008.1.2.1");
            // Claims JPEG 2000, holds plain pixels; the lengths stay as they were.
            byte[] claim = "1.2.840.10008.1.2.4".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            System.arraycopy(claim, 0, bytes, at, claim.length);
            Files.write(liar, bytes);
        }

        Conversion conversion = convert();

        assertPartial(conversion);
    }

    @Test
    void objectsWithoutTheTagsThatMatterCostTheirSeries() throws IOException, InterruptedException {
        int number = 0;
        for (Path file : TestTools.files(phantom.resolve("series-004"))) {
            number++;
            DataSet data = DicomReader.ofEverything().read(file).dataSet();
            for (int tag : new int[] {
                Tag.ROWS,
                Tag.COLUMNS,
                Tag.IMAGE_POSITION_PATIENT,
                Tag.IMAGE_ORIENTATION_PATIENT,
                Tag.SERIES_NUMBER,
                Tag.INSTANCE_NUMBER,
                Tag.ACQUISITION_TIME,
                Tag.BITS_ALLOCATED
            }) {
                data.remove(tag);
            }
            write(data, "bare-" + number);
        }

        Conversion conversion = convert();

        assertThat(bids.resolve(GOOD)).exists();
        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::outcome)
                .containsExactlyInAnyOrder("converted", "skipped");
    }

    @Test
    void anObjectOfAnotherPatientNeverEntersTheSeries() throws IOException, InterruptedException {
        DataSet data = DicomReader.ofEverything()
                .read(TestTools.files(phantom.resolve("series-003")).get(0))
                .dataSet();
        data.setString(Tag.PATIENT_ID, "somebody else");
        data.setString(Tag.SOP_INSTANCE_UID, "1.2.3.4.5");
        write(data, "stranger");

        Conversion conversion = convert();

        assertPartial(conversion);
        assertThat(conversion.report().findings())
                .extracting(Finding::evidence)
                .contains("It names another patient than the other objects of its series.");
        assertThat(conversion.report().toJson()).doesNotContain("somebody else");
    }

    @Test
    void seriesOfTwoPatientsUnderOneLabelAreTold() throws IOException, InterruptedException {
        addSeriesOf("other", "1.2.3");

        assertThat(convert().report().findings()).extracting(Finding::code).contains("patients-mixed");
    }

    @Test
    void oneFrameIsNoTimeSeriesAndIsTold() throws IOException, InterruptedException {
        Files.createLink(
                in.resolve("one"),
                TestTools.files(phantom.resolve("series-005")).get(0));

        Conversion conversion = convert();

        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::reason)
                .contains("A bold series must have more than one volume.");
        assertThat(bids.resolve(GOOD)).exists();
    }

    @Test
    void seriesThatWantOneNameNeverOverwriteEachOther() throws IOException, InterruptedException {
        addSeriesOf("", "1.2.3");

        Conversion conversion = convert();

        assertThat(conversion.report().series())
                .flatExtracting(SeriesOutcome::files)
                .containsExactlyInAnyOrder(GOOD.replace("_epi", "_run-01_epi"), GOOD.replace("_epi", "_run-02_epi"));
    }

    @Test
    void aHangingConverterIsStoppedAndCostsItsSeriesOnly() throws IOException, InterruptedException {
        for (Path file : TestTools.files(phantom.resolve("series-004"))) {
            Files.createLink(in.resolve("hang-" + file.getFileName()), file);
        }

        Conversion conversion = Converter.of(
                        OddToolbox.before(own, "fmap-epi_dir-PA", "exec sleep 600"), Duration.ofSeconds(3))
                .convert(request())
                .get(0);

        assertPartial(conversion);
        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::reason)
                .contains("dcm2niix gave up: it did not end within 3 s.");
    }

    @Test
    void aTargetThatCannotBeWrittenIsToldBeforeAnyWork() throws IOException {
        Files.writeString(bids, "a file");

        assertThatThrownBy(this::convert).hasMessageStartingWith("The dataset must be a folder, not a file");
        assertThat(bids).hasContent("a file");
    }

    @Test
    void tenThousandSeriesAreListed() throws IOException {
        DataSet data = DicomReader.ofHeaders()
                .read(TestTools.files(phantom.resolve("series-004")).get(0))
                .dataSet();
        for (int number = 0; number < 10_000; number++) {
            data.setString(Tag.SERIES_INSTANCE_UID, "1.9." + number);
            data.setString(Tag.SOP_INSTANCE_UID, "1.8." + number);
            data.setInt(Tag.SERIES_NUMBER, number);
            write(data, "many-" + number);
        }

        List<Plan> plans = new Planner(BidsSchema.read(TestTools.toolbox().requireSchema())).plan(request());

        assertThat(plans)
                .singleElement()
                .satisfies(plan -> assertThat(plan.rows()).hasSize(10_001));
    }

    private void addSeriesOf(String patient, String uid) throws IOException {
        int number = 0;
        for (Path file : TestTools.files(phantom.resolve("series-003"))) {
            number++;
            DataSet data = DicomReader.ofEverything().read(file).dataSet();
            if (!patient.isEmpty()) {
                data.setString(Tag.PATIENT_ID, patient);
            }
            data.setString(Tag.SERIES_INSTANCE_UID, uid);
            data.setInt(Tag.SERIES_NUMBER, 33);
            data.setString(Tag.SOP_INSTANCE_UID, uid + "." + number);
            write(data, "second-" + number);
        }
    }

    private void write(DataSet data, String name) throws IOException {
        new DicomWriter().write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), in.resolve(name));
    }

    private void assertPartial(Conversion conversion) {
        assertThat(conversion.report().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(bids.resolve(GOOD)).exists();
    }

    private Conversion convert() throws IOException, InterruptedException {
        return Converter.of(TestTools.toolbox()).convert(request()).get(0);
    }

    private ConvertRequest request() {
        return new ConvertRequest(List.of(in), bids, Optional.of("01"), Optional.empty(), false);
    }
}
