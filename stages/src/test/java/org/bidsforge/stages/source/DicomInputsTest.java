// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomInputsTest {
    @TempDir
    private Path folder;

    private Path inputs;

    @BeforeEach
    void makeFolders() throws IOException {
        inputs = Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void sortsObjectsIntoSeriesWhateverTheFilesAreCalled() throws IOException {
        write(inputs.resolve("z"), "1.1", 1);
        write(inputs.resolve("a"), "1.1", 2);
        write(inputs.resolve("m"), "1.2", 1);

        Collected collected = collect(inputs);

        assertThat(collected.series()).extracting(Series::uid).containsExactly("1.1", "1.2");
        assertThat(collected.series().get(0).files()).containsExactly(inputs.resolve("z"), inputs.resolve("a"));
    }

    @Test
    void looksIntoArchivesAndIgnoresTheNamesInThem() throws IOException {
        Path object = write(folder.resolve("object"), "1.1", 1);
        tar(inputs.resolve("series.archive"), object, "../../outside");

        Collected collected = collect(inputs);

        assertThat(collected.series()).hasSize(1);
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void takesAnObjectOnceWhenItComesTwice() throws IOException {
        Path object = write(inputs.resolve("one"), "1.1", 1);
        Files.copy(object, inputs.resolve("copy"));

        Collected collected = collect(inputs);

        assertThat(collected.series().get(0).files()).hasSize(1);
        assertThat(collected.doubles()).isEmpty();
    }

    @Test
    void tellsWhenTwoObjectsClaimOneUid() throws IOException {
        write(inputs.resolve("one"), "1.1", 1);
        DataSet other = header("1.1", 1);
        other.setString(Tag.IMAGE_COMMENTS, "other bytes");
        new DicomWriter().write(DicomFile.of(other, Uids.EXPLICIT_LITTLE_ENDIAN), inputs.resolve("two"));

        assertThat(collect(inputs).doubles()).containsExactly("1.1.1");
    }

    @Test
    void knowsFromTheTableOfSeriesWhatWasKeptBack() throws IOException {
        write(inputs.resolve("a"), "1.1", 1);
        Files.writeString(inputs.resolve("sub-01_series.tsv"), """
                series_number|protocol_name|series_description|objects|study_uid|file|note
                1|T1|T1|1|1.9|001-T1.tar|n/a
                99|n/a|Dose report|2|1.9|n/a|may carry burned-in text
                """.replace('|', '\t'));

        assertThat(collect(inputs).withheld())
                .containsExactly(new Withheld("1.9", 99, "Dose report", 2, "may carry burned-in text"));
    }

    @Test
    void reportsATruncatedObjectAndGoesOn() throws IOException {
        write(inputs.resolve("good"), "1.1", 1);
        byte[] bytes = Files.readAllBytes(write(folder.resolve("whole"), "1.1", 2));
        Files.write(inputs.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length - 30));

        Collected collected = collect(inputs);

        assertThat(collected.damaged()).extracting(Collected.Damaged::name).containsExactly("cut");
        assertThat(collected.series().get(0).files()).hasSize(1);
    }

    @Test
    void passesOverFilesThatAreNoDicom() throws IOException {
        write(inputs.resolve("good"), "1.1", 1);
        Files.writeString(inputs.resolve("series.tsv"), "number\tname\n");
        Files.writeString(inputs.resolve("README"), "Read me.\n");

        Collected collected = collect(inputs);

        assertThat(collected.others()).isEqualTo(2);
        assertThat(collected.damaged()).isEmpty();
    }

    @Test
    void namesTheCommandThatFetchesAnnexedContent() throws IOException {
        Files.createSymbolicLink(
                inputs.resolve("a.tar"),
                Path.of("../.git/annex/objects/aa/bb/MD5E-s3--900150983cd24fb0d6963f7d28e17f72.tar/"
                        + "MD5E-s3--900150983cd24fb0d6963f7d28e17f72.tar"));

        assertThatThrownBy(() -> collect(inputs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("git annex get");
    }

    @Test
    void readsZipsGzippedTarsAndGzippedObjects() throws IOException {
        Path object = write(folder.resolve("object"), "1.1", 1);
        try (java.util.zip.ZipOutputStream zip =
                new java.util.zip.ZipOutputStream(Files.newOutputStream(inputs.resolve("a.bin")))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("../../etc/escape"));
            Files.copy(object, zip);
        }
        Path tar = folder.resolve("plain.tar");
        tar(tar, write(folder.resolve("second"), "1.1", 2), "x");
        gzip(tar, inputs.resolve("b.tgz"));
        gzip(write(folder.resolve("third"), "1.1", 3), inputs.resolve("c.dcm.gz"));

        Collected collected = collect(inputs);

        assertThat(collected.series().get(0).files()).hasSize(3);
        assertThat(collected.damaged()).isEmpty();
    }

    @Test
    void aDamagedArchiveCostsOnlyWhatIsBehindTheDamage() throws IOException {
        write(inputs.resolve("good"), "1.1", 1);
        Path tar = folder.resolve("plain.tar");
        tar(tar, write(folder.resolve("second"), "1.2", 2), "x");
        gzip(tar, folder.resolve("whole.tgz"));
        byte[] bytes = Files.readAllBytes(folder.resolve("whole.tgz"));
        Files.write(inputs.resolve("half.tgz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        Collected collected = collect(inputs);

        assertThat(collected.series()).hasSize(1);
        assertThat(collected.damaged()).extracting(Collected.Damaged::name).containsExactly("half.tgz");
    }

    @Test
    void anArchiveMadeToFillTheDiskIsStopped() throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(inputs.resolve("bomb.gz")))) {
            for (int i = 0; i < 4; i++) {
                out.write(zeros);
            }
        }
        Unpacked folderOfMembers = new Unpacked(Files.createDirectories(folder.resolve("unpacked")));

        assertThatThrownBy(() -> folderOfMembers
                        .budgetOf(1 << 20)
                        .take(
                                new java.util.zip.GZIPInputStream(Files.newInputStream(inputs.resolve("bomb.gz"))),
                                folderOfMembers,
                                "bomb"))
                .hasMessageContaining("fill a disk");
        assertThat(folder.resolve("unpacked")).isEmptyDirectory();
    }

    @Test
    void takesTheFilesThatADicomdirListsAndNoOthers() throws IOException {
        Path medium = Files.createDirectories(inputs.resolve("cd/images"));
        write(medium.resolve("im1"), "1.1", 1);
        write(medium.resolve("im2"), "1.1", 2);
        DataSet directory = new DataSet();
        directory.setString(Tag.SOP_CLASS_UID, "1.2.840.10008.1.3.10");
        directory.setSequence(
                Tag.of(0x0004, 0x1220),
                List.of(record("IMAGES", "IM1"), record("IMAGES", "GONE"), record("..", "..", "..", "etc", "passwd")));
        Path file = inputs.resolve("cd/DICOMDIR");
        new DicomWriter().write(DicomFile.of(directory, Uids.EXPLICIT_LITTLE_ENDIAN), file);

        Collected collected = collect(file);

        assertThat(collected.series().get(0).files()).containsExactly(medium.resolve("im1"));
        assertThat(collected.damaged()).extracting(Collected.Damaged::name).containsExactly("GONE");
    }

    private static DataSet record(String... fileId) {
        DataSet record = new DataSet();
        record.setString(Tag.of(0x0004, 0x1500), fileId);
        return record;
    }

    private static void gzip(Path from, Path to) throws IOException {
        try (OutputStream out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(from, out);
        }
    }

    private Collected collect(Path input) throws IOException {
        return new DicomInputs(Files.createDirectories(folder.resolve("unpacked"))).collect(List.of(input));
    }

    private static Path write(Path file, String series, int instance) throws IOException {
        new DicomWriter().write(DicomFile.of(header(series, instance), Uids.EXPLICIT_LITTLE_ENDIAN), file);
        return file;
    }

    private static DataSet header(String series, int instance) {
        DataSet data = new DataSet();
        data.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        data.setString(Tag.SOP_INSTANCE_UID, series + "." + instance);
        data.setString(Tag.SERIES_INSTANCE_UID, series);
        data.setInt(Tag.INSTANCE_NUMBER, instance);
        data.setString(Tag.PROTOCOL_NAME, "anat-T1w");
        return data;
    }

    private static void tar(Path archive, Path file, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
            tar.closeArchiveEntry();
        }
    }
}
