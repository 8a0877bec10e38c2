// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReproinTest {
    private static final List<String> MAGNITUDE = List.of("ORIGINAL", "PRIMARY", "M", "ND");
    private static final List<String> PHASE = List.of("ORIGINAL", "PRIMARY", "P", "ND");

    private static Reading read(String protocolName, List<String> imageType) {
        return Reproin.read(SeriesContext.of(protocolName, protocolName, imageType));
    }

    private static Reading.Named named(String protocolName) {
        return read(protocolName, MAGNITUDE).named().orElseThrow();
    }

    private static String spelled(Reading.Named name) {
        String entities = name.entities().entrySet().stream()
                .map(e -> e.getKey() + "-" + e.getValue() + "_")
                .collect(Collectors.joining());
        return name.datatype() + "/" + entities + name.suffix();
    }

    @ParameterizedTest
    @CsvSource({
        "anat-T1w, anat/T1w",
        "anat_T1w, anat/T1w",
        "anat-T1w_acq-MPRAGE, anat/acq-MPRAGE_T1w",
        "func_task-rest, func/task-rest_bold",
        "func-bold_task-rest_run-1, func/task-rest_bold",
        "func_run+_task-faces, func/task-faces_bold",
        "bids_func_task-rest, func/task-rest_bold",
        "PU:func_task-rest, func/task-rest_bold",
        "WIP func_task-rest, func/task-rest_bold",
        "' func_task-rest ', func/task-rest_bold",
        "func_task-rest__free text_acq-x, func/task-rest_bold",
        "func_acq-p2_dir-AP_echo-1_task-rest_rec-x, func/task-rest_acq-p2_rec-x_dir-AP_echo-1_bold",
        "func_task-my-task.2, func/task-myXtask2_bold",
        "func_task-a b, func/task-ab_bold",
        "func_task-rest_pace_x, func/task-rest_pace",
        "func_acq-_task-rest, func/task-rest_bold",
        "dwi_dir-AP, dwi/dir-AP_dwi",
        "hardi_64, dwi/acq-hardi64_dwi",
        "fmap_dir-AP, fmap/dir-AP_epi",
        "fmap_acq-4mm, fmap/acq-4mm_magnitude",
        "fmap-epi_dir-PA, fmap/dir-PA_epi",
        "behav-events_task-x, beh/task-x_events",
    })
    void readsNames(String protocolName, String expected) {
        assertThat(spelled(named(protocolName))).isEqualTo(expected);
    }

    @Test
    void suffixFollowsTheKindOfImage() {
        assertThat(read("fmap_acq-4mm", PHASE).named().orElseThrow().suffix()).isEqualTo("phasediff");
        assertThat(read("func_task-rest", PHASE).named().orElseThrow().suffix()).isEqualTo("phase");
        assertThat(read("fmap_acq-4mm", List.of("ORIGINAL", "PRIMARY", "DIFFUSION"))
                        .named()
                        .orElseThrow()
                        .suffix())
                .isEqualTo("epi");
        assertThat(Reproin.read(SeriesContext.of("func_task-rest", "func_task-rest_SBRef", MAGNITUDE))
                        .named()
                        .orElseThrow()
                        .suffix())
                .isEqualTo("sbref");
    }

    @Test
    void computedSeriesSayWhatTheyAre() {
        assertThat(spelled(read("func_task-rest", List.of("DERIVED", "PRIMARY", "M", "MOCO"))
                        .named()
                        .orElseThrow()))
                .isEqualTo("func/task-rest_rec-moco_bold");
        assertThat(spelled(read("anat-angio_acq-tof", List.of("DERIVED", "PRIMARY", "MIP_SAG"))
                        .named()
                        .orElseThrow()))
                .isEqualTo("anat/acq-tofMIPSAG_angio");
        assertThat(read("func_task-rest_rec-x", List.of("DERIVED", "PRIMARY", "M", "MOCO")))
                .isInstanceOf(Reading.Faulty.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAHead_Scout_64ch", "scout", "scout_ses-01", "anat-scout", "anat-scoutX_ses-1"})
    void scoutsStayDicom(String protocolName) {
        assertThat(read(protocolName, MAGNITUDE)).isInstanceOf(Reading.Scout.class);
    }

    @Test
    void setterVolumesStayDicom() {
        assertThat(Reproin.read(SeriesContext.of("anat-T1w_vNav", "anat-T1w_vNav_setter", MAGNITUDE)))
                .isInstanceOf(Reading.Scout.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "t1_mprage", "localizer", "perf_task-x", "Anat-T1w", "bids", "bids_x", "__anat"})
    void passesOverOtherNames(String protocolName) {
        assertThat(read(protocolName, MAGNITUDE)).isInstanceOf(Reading.NotReproin.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anat",
                "anat_acq-x",
                "behav_task-x",
                "func_task-{secret}",
                "func_task-x_run-first",
                "func_acq-(x)"
            })
    void namesThatCannotBeFollowedAreFaulty(String protocolName) {
        Reading reading = read(protocolName, MAGNITUDE);

        assertThat(reading).isInstanceOf(Reading.Faulty.class);
        assertThat(reading.reason()).isNotBlank();
    }

    @Test
    void looksAtTheDescriptionWhenTheProtocolHasNoSuchName() {
        assertThat(Reproin.read(SeriesContext.of("ep2d", "func_task-rest", MAGNITUDE))
                        .named())
                .map(ReproinTest::spelled)
                .hasValue("func/task-rest_bold");
    }

    @Test
    void tellsTheWordsThatItLeavesOut() {
        assertThat(named("func_task-rest_run1_old").ignored()).containsExactly("run1", "old");
        assertThat(named("func_task_acq-x").ignored()).containsExactly("task");
    }

    @Test
    void readsMarkers() {
        assertThat(named("func_ses+_run=_task-x").session()).hasValue(new Marker(Marker.Kind.NEXT, ""));
        assertThat(named("func_ses+_run=_task-x").run()).hasValue(new Marker(Marker.Kind.SAME, ""));
        assertThat(named("func_ses-pre_run-03_task-x").session()).hasValue(new Marker(Marker.Kind.EXPLICIT, "pre"));
        assertThat(named("func_ses-pre_run-03_task-x").run()).hasValue(new Marker(Marker.Kind.EXPLICIT, "03"));
        assertThat(named("func_task-x").run()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"func_ses-{date}_task-x", "func_ses-(date)_task-x", "func_ses-DATE_task-x"})
    void fillsInPlaceholders(String protocolName) {
        SeriesContext series = new SeriesContext(protocolName, "", MAGNITUDE, Map.of("date", "1901-02-03"));

        assertThat(Reproin.sessionMarker(series)).hasValue(new Marker(Marker.Kind.EXPLICIT, "19010203"));
    }

    @ParameterizedTest
    @CsvSource({"SID012, sid000012", "sid1234567, sid1234567", "Sub_01-A, sub01a", "A.B+, ab"})
    void makesALabelOfThePatientId(String patientId, String label) {
        assertThat(Reproin.subject(patientId)).hasValue(label);
        assertThat(Reproin.subject("--")).isEmpty();
    }

    private static SessionChoice session(String... protocolNames) {
        return SessionChoice.of(Arrays.stream(protocolNames)
                .map(name -> SeriesContext.of(name, "", MAGNITUDE))
                .toList());
    }

    @Test
    void oneExplicitMarkerNamesTheSession() {
        assertThat(session("anat-T1w", "func_ses-pre_task-x", "localizer", "dwi_ses-pre")
                        .label(List.of("a")))
                .hasValue("pre");
        assertThat(session("anat-T1w", "localizer")).isEqualTo(new SessionChoice.None());
    }

    @Test
    void signsCountTheSessionsOfTheSubject() {
        assertThat(session("anat-scout_ses+", "anat-T1w").label(List.of("001", "002")))
                .hasValue("003");
        assertThat(session("anat-scout_ses+", "anat-T1w_ses=").label(List.of())).hasValue("001");
        assertThat(session("anat-T1w_ses=").label(List.of("002", "001"))).hasValue("002");
        assertThat(session("anat-T1w_ses=").label(List.of())).hasValue("001");
    }

    @Test
    void contradictionsAreForAPerson() {
        assertThat(session("anat-T1w_ses-a", "dwi_ses-b")).isInstanceOf(SessionChoice.Conflict.class);
        assertThat(session("anat-T1w_ses-a", "dwi_ses+")).isInstanceOf(SessionChoice.Conflict.class);
    }

    @Test
    void computedSeriesDoNotVote() {
        SeriesContext derived = SeriesContext.of("dwi_ses-b", "", List.of("DERIVED", "PRIMARY", "DIFFUSION"));

        assertThat(SessionChoice.of(List.of(SeriesContext.of("dwi_ses-a", "", MAGNITUDE), derived))
                        .label(List.of()))
                .hasValue("a");
    }
}
