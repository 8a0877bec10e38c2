// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.convert.Plan;
import org.bidsforge.stages.naming.Trace;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;
import org.bidsforge.stages.source.Variety;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    @TempDir
    private Path folder;

    @Test
    void rowsAreInTheOrderOfNumbersAndCountTheObjectsSoFar() {
        String table = table(row(10, "b", "1.10", "in/b/1.dcm", "in/b/2.dcm"), row(9, "a", "1.9", "in/a/1.dcm"));

        assertThat(table.lines().map(ListingTest::head))
                .containsExactly(
                        "total_files_till_now example_dcm_file series_id dcm_dir_name series_files",
                        "1 1.dcm 9-a a 1",
                        "3 1.dcm 10-b b 2");
        assertThat(table.lines().map(line -> line.split("\t", -1).length)).containsOnly(28);
    }

    @Test
    void absentValuesAreNoneAndEmptyOnesAreEmpty() {
        Plan.Row row = row(1, "a", "1.1", "1.dcm");
        row.source().header().setString(Tag.PATIENT_SEX, "");
        row.source().header().setString(Tag.SERIES_DESCRIPTION, "two\tcolumns");
        row.source().header().setString(Tag.PATIENT_ID, "p\\q");

        List<String> values = List.of(table(row).lines().toList().get(1).split("\t", -1));

        assertThat(values)
                .containsExactly(
                        "1",
                        "1.dcm",
                        "1-a",
                        "",
                        "1",
                        "",
                        "8",
                        "6",
                        "1",
                        "1",
                        "-1.0",
                        "-1.0",
                        "a",
                        "False",
                        "False",
                        "['p', 'q']",
                        "None",
                        "",
                        "two columns",
                        "",
                        "()",
                        "None",
                        "None",
                        "",
                        "None",
                        "1.1",
                        "None",
                        "None");
    }

    @Test
    void seriesOfEqualNumberAndNameStayApart() {
        Plan.Row[] rows = {row(3, "a", "1.5", "x/1.dcm"), row(3, "a", "1.4", "y/1.dcm")};

        assertThat(table(rows).lines().skip(1).map(ListingTest::head))
                .containsExactly("1 1.dcm 3-a-1.4 y 1", "2 1.dcm 3-a-1.5 x 1");
        assertThat(files(rows).get("filegroup.json")).isEqualTo("""
                {
                  "3-a-1.4": [
                    "y/1.dcm"
                  ],
                  "3-a-1.5": [
                    "x/1.dcm"
                  ]
                }""");
    }

    @Test
    void whatHasNoShapeIsLeftOutButForTheReport() {
        Plan.Row other = row(1, "log", "1.1", "1.dcm");
        Plan.Row report = row(99, "report", "1.99", "99.dcm");
        for (Plan.Row row : List.of(other, report)) {
            row.source().header().remove(Tag.ROWS);
        }
        report.source().header().setString(Tag.SERIES_DESCRIPTION, "PhoenixZIPReport");

        String table = table(other, report);

        assertThat(table.lines().skip(1))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("1\t99.dcm\t99-report\t\t1\t\t0\t0\t0\t1\t"));
    }

    @Test
    void membersOfArchivesLieInThemAsInFolders() {
        String table = table(row(1, "a", "1.1", "s.tgz:1.dcm"), row(2, "b", "1.2", "s.tgz:d/e/1.dcm"));

        assertThat(table.lines().skip(1).map(ListingTest::head))
                .containsExactly("1 1.dcm 1-a s.tgz 1", "2 1.dcm 2-b e 1");
    }

    @Test
    void keysAreThoseOfAHeuristic() {
        Plan.Row row = row(1, "it's ü", "1.1", "ü.dcm");
        List<String> made = List.of(
                "sub-01/ses-a/func/sub-01_ses-a_task-x_bold.nii.gz",
                "sub-01/ses-a/func/sub-01_ses-a_task-x_physio.tsv.gz",
                "sub-01/ses-a/func/sub-01_ses-a_task-x_physio.json",
                "sourcedata/sub-01/ses-a/run001.nii.gz");
        Plan.Row named = new Plan.Row(row.series(), row.source(), row.objects(), made, "", row.trace());
        Map<String, String> files = Listing.of(new Plan("sub-01_ses-a", List.of(named), List.of(), List.of(), ""))
                .files();

        assertThat(files).containsOnlyKeys("dicominfo_ses-a.tsv", "filegroup_ses-a.json", "01_ses-a.auto.txt");
        assertThat(files.get("01_ses-a.auto.txt")).isEqualTo("""
                {('sourcedata/{bids_subject_session_dir}/run001', ('nii.gz', 'dicom'), None): ["1-it's ü"],
                 ('{bids_subject_session_dir}/func/{bids_subject_session_prefix}_task-x_bold', ('nii.gz', 'dicom'), None): ["1-it's ü"],
                 ('{bids_subject_session_dir}/func/{bids_subject_session_prefix}_task-x_physio', ('tsv.gz',), None): ["1-it's ü"]}""");
        assertThat(files.get("filegroup_ses-a.json")).isEqualTo("""
                {
                  "1-it's \\u00fc": [
                    "\\u00fc.dcm"
                  ]
                }""");
    }

    @Test
    void onlyTheOwnerReadsItAndGitLeavesItOut() throws IOException {
        Path dataset = folder.resolve("new/bids");

        Path info = new ListingFolder(dataset).write(listing(row(1, "a", "1.1", "1.dcm")));

        assertThat(info).isEqualTo(dataset.resolve(".heudiconv/01/info"));
        for (Path path : List.of(dataset.resolve(".heudiconv"), dataset.resolve(".heudiconv/01"), info)) {
            assertThat(mode(path)).isEqualTo("rwx------");
        }
        assertThat(mode(info.resolve("dicominfo.tsv"))).isEqualTo("rw-------");
        assertThat(dataset.resolve(".heudiconv/.gitignore")).hasContent("*");
    }

    @Test
    void anEarlierListingIsReplacedAndNothingElseLeftBehind() throws IOException {
        ListingFolder target = new ListingFolder(folder);
        Files.createDirectories(folder.resolve(".heudiconv/01/info"));
        Files.writeString(folder.resolve(".heudiconv/.gitignore"), "mine");
        Files.writeString(folder.resolve(".heudiconv/01/info/01.edit.txt"), "{}");
        target.write(listing(row(1, "a", "1.1", "1.dcm")));

        Path info = target.write(listing(row(2, "b", "1.2", "1.dcm")));

        assertThat(info.resolve("dicominfo.tsv")).content().contains("2-b").doesNotContain("1-a");
        assertThat(folder.resolve(".heudiconv/.gitignore")).hasContent("mine");
        assertThat(mode(info)).isEqualTo("rwx------");
        try (var files = Files.list(info)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("01.auto.txt", "01.edit.txt", "dicominfo.tsv", "filegroup.json");
        }
    }

    @Test
    void aTargetThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve(".heudiconv"), "");

        assertThatThrownBy(() -> new ListingFolder(folder).write(listing(row(1, "a", "1.1", "1.dcm"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The listing cannot be written to " + folder + "/.heudiconv/01/info: ")
                .hasMessageContaining(".heudiconv/01: Not a directory");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String head(String line) {
        return String.join(" ", List.of(line.split("\t", -1)).subList(0, 5));
    }

    private static String table(Plan.Row... rows) {
        return files(rows).getOrDefault("dicominfo.tsv", "");
    }

    private static Map<String, String> files(Plan.Row... rows) {
        return listing(rows).files();
    }

    private static Listing listing(Plan.Row... rows) {
        return Listing.of(new Plan("sub-01", List.of(rows), List.of(), List.of(), ""));
    }

    private static Plan.Row row(int number, String protocol, String uid, String... objects) {
        DataSet header = new DataSet();
        header.setInt(Tag.SERIES_NUMBER, number);
        header.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        header.setString(Tag.PROTOCOL_NAME, protocol);
        header.setString(Tag.SERIES_INSTANCE_UID, uid);
        header.setInt(Tag.ROWS, 8);
        header.setInt(Tag.COLUMNS, 6);
        List<Path> files = List.of(objects).stream().map(Path::of).toList();
        Series series = new Series(uid, "", header, files, Variety.none());
        return new Plan.Row(SeriesRow.of(series, 0), series, List.of(objects), List.of(), "", new Trace("", List.of()));
    }
}
