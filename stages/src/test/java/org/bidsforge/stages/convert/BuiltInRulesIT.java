// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.source.Grouping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that stand for heudiconv's own heuristics, and its choices of what is one visit. */
class BuiltInRulesIT {
    @TempDir
    private Path folder;

    @Test
    void convertallNumbersEverySeriesOutsideOfBids() throws IOException, InterruptedException {
        MadeSession session =
                MadeSession.in(folder, new MadeSeries(4, "whatever").volumes(3), new MadeSeries(2, "T1 of the head"));
        ConvertRequest request = request(session, "convertall");
        int planned = new Planner(BidsSchema.read(TestTools.toolbox().requireSchema()))
                .plan(request)
                .get(0)
                .changes()
                .size();

        Conversion conversion =
                Converter.of(TestTools.toolbox()).convert(request).get(0);

        assertThat(session.images())
                .containsExactly("sourcedata/sub-01/run001.nii.gz", "sourcedata/sub-01/run002.nii.gz");
        assertThat(session.volumes("sourcedata/sub-01/run002.nii.gz")).isEqualTo(3);
        assertThat(TestTools.files(session.bids().resolve("sourcedata"))).hasSize(planned);
        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::outcome)
                .containsOnly("converted");
        assertThat(session.bids().resolve("sub-01")).doesNotExist();
    }

    @Test
    void multiEchoSeriesAreNamedAsBidsMeNamesThem() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(
                folder,
                echoes(2, "run_ME_3echo"),
                new MadeSeries(3, "t2_GRE_QSM"),
                new MadeSeries(4, "t2_GRE_QSM")
                        .with(data -> data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "P", "ND")),
                new MadeSeries(5, "other"));

        Converter.of(TestTools.toolbox()).convert(request(session, "bids_ME"));

        assertThat(session.images())
                .contains(
                        "sub-01/func/sub-01_task-test_run-01_echo-1_bold.nii.gz",
                        "sub-01/func/sub-01_task-test_run-01_echo-2_bold.nii.gz")
                .allMatch(path -> path.contains("_bold") || path.contains("_MEGRE"));
    }

    @Test
    void aBuiltInSetMayStandAmongOtherRules() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, echoes(2, "run_ME_3echo"), echoes(3, "pilot_ME_3echo"))
                .rules("""
                        version: 1
                        rules:
                          - {when: {protocol_name: {glob: 'run*'}}, use: bids_ME}
                        """);

        session.convert();

        assertThat(session.images()).hasSize(2).allMatch(path -> path.contains("run-01_echo-"));
    }

    @Test
    void twoStudiesAreOneVisitByAccessionNumberOrAsAWhole() throws IOException {
        MadeSession session = MadeSession.in(
                folder,
                study(2, "anat-T1w_ses-a", "1.2.826.91", "X"),
                study(3, "anat-T2w", "1.2.826.92", "X"),
                study(4, "func-bold_task-rest", "1.2.826.93", "Y").volumes(3));
        Planner planner = new Planner(BidsSchema.read(TestTools.toolbox().requireSchema()));

        assertThat(sessions(planner, session, Grouping.STUDY)).containsExactly("sub-01", "sub-01_ses-a");
        assertThat(sessions(planner, session, Grouping.ALL)).containsExactly("sub-01_ses-a");
        assertThat(planner.plan(session.request().by(Grouping.ACCESSION)))
                .filteredOn(plan -> plan.session().equals("sub-01_ses-a"))
                .singleElement()
                .satisfies(plan -> assertThat(plan.rows()).hasSize(2));
    }

    private static List<String> sessions(Planner planner, MadeSession session, Grouping grouping) throws IOException {
        return planner.plan(session.request().by(grouping)).stream()
                .map(Plan::session)
                .sorted()
                .toList();
    }

    private static ConvertRequest request(MadeSession session, String rules) {
        return new ConvertRequest(
                List.of(session.dicom()),
                session.bids(),
                Optional.of("01"),
                Optional.empty(),
                Optional.of(Path.of(rules)),
                false);
    }

    private static MadeSeries echoes(int number, String protocol) {
        return new MadeSeries(number, protocol).volumes(4).with((DataSet data) -> {
            boolean second = data.getInt(Tag.ACQUISITION_NUMBER).orElse(0) % 2 == 0;
            data.setDouble(Tag.ECHO_TIME, second ? 30 : 12);
            data.setInt(Tag.ECHO_NUMBERS, second ? 2 : 1);
        });
    }

    private static MadeSeries study(int number, String protocol, String uid, String accession) {
        return new MadeSeries(number, protocol).with((DataSet data) -> {
            data.setString(Tag.STUDY_INSTANCE_UID, uid);
            data.setString(Tag.ACCESSION_NUMBER, accession);
        });
    }
}
