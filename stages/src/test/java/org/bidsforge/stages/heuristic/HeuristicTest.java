// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.heuristic.Heuristic.Translated;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.RuleSet.Followed;
import org.bidsforge.stages.rules.RulesException;
import org.bidsforge.stages.rules.RulesFile;
import org.bidsforge.stages.rules.Ruling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeuristicTest {
    private static final String SCHEMA = """
            {"bids_version": "1.2.3",
             "objects": {
              "formats": {"label": {"pattern": "[0-9a-zA-Z+]+"}, "index": {"pattern": "[0-9]+"}},
              "entities": {
               "subject": {"name": "sub"}, "session": {"name": "ses"}, "task": {"name": "task"},
               "acquisition": {"name": "acq"}, "run": {"name": "run", "format": "index"}}},
             "rules": {
              "entities": ["subject", "session", "task", "acquisition", "run"],
              "files": {"raw": {
               "func": {"func": {
                 "suffixes": ["bold", "sbref"], "extensions": [".nii.gz"], "datatypes": ["func"],
                 "entities": {"subject": "required", "session": "optional", "task": "required",
                              "acquisition": "optional", "run": "optional"}}},
               "anat": {"anat": {
                 "suffixes": ["T1w", "T2w"], "extensions": [".nii.gz"], "datatypes": ["anat"],
                 "entities": {"subject": "required", "session": "optional", "acquisition": "optional",
                              "run": "optional"}}}}}}}
            """;
    private static final String HEAD = """
            import os
            from typing import Optional
            SMALL = 30   # slices
            def create_key(template, outtype=('nii.gz',), annotation_classes=None):
                if template is None or not template:
                    raise ValueError('Template must be a valid format string')
                return template, outtype, annotation_classes

            def infotodict(seqinfo: list) -> dict:
                \"\"\"What goes where.
                   if this: were code\"\"\"
                t1 = create_key('sub-{subject}/{session}/anat/sub-{subject}_{session}_T1w')
                t2 = create_key('anat/sub-{subject}_acq-{acq}_T2w', outtype=('dicom', 'nii.gz'))
                rest = create_key(
                    '{bids_subject_session_dir}/func/'   # two texts side by side
                    '{bids_subject_session_prefix}_task-rest_run-{item:02d}_bold')
                nback = create_key("func/sub-{subject}_task-nback_run-{item}_bold")
                info: dict = {t1: [], t2: [], rest: [], nback: []}
            """;

    @TempDir
    private Path folder;

    private BidsSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        schema = BidsSchema.read(Files.writeString(folder.resolve("schema.json"), SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s.dim4 == 1 | dim4=1 | dim4=2",
                "(s.dim4 > 60) and ('rest' in s.protocol_name) | dim4=61, protocol_name=my_rest | dim4=60, protocol_name=rest",
                "10 <= s.dim3 < 20 | dim3=19 | dim3=20",
                "s.TR > 1.5 | TR=1.6 | TR=1.5",
                "not s.is_motion_corrected | is_motion_corrected=false | is_motion_corrected=true",
                "s.is_derived == True | is_derived=true | is_derived=false",
                "s.protocol_name.startswith('t1_') or s.dim3 in (176, 352) | dim3=352, protocol_name=x | dim3=3, protocol_name=a_t1_",
                "s.series_description.lower().endswith('fast') | series_description=x FAST | series_description=fast x",
                "'b[1]' in s.protocol_name | protocol_name=ab[1]c | protocol_name=ab1c",
                "'FA' not in s.image_type | image_type=M | image_type=FA",
                "s.image_type[0] == 'ORIGINAL' | image_type[0]=ORIGINAL | image_type[0]=DERIVED",
                "re.search(r'run-?\\d', s.protocol_name) | protocol_name=a_run-1 | protocol_name=a_run-x",
                "re.match('T2', s.protocol_name) | protocol_name=T2x | protocol_name=xT2",
                "s[9] < SMALL and s[12] != 'x' | dim4=29, protocol_name=y | dim4=30, protocol_name=y",
            })
    void comparisonsBecomeConditions(String condition, String yes, String no) throws RulesException {
        Translated translated = translate("    for s in seqinfo:\n"
                + "        if " + condition + ":\n"
                + "            info[t1].append(s.series_id)\n");

        assertThat(translated.left()).isEmpty();
        assertThat(named(translated, yes)).as(translated.rules()).isEqualTo("anat/T1w{}");
        assertThat(named(translated, no)).as(translated.rules()).isEqualTo("-");
    }

    @Test
    void templatesBecomePlaces() throws RulesException {
        Translated translated = translate("""
                    for idx, s in enumerate(seqinfo):
                        n, protocol = (s.dim4, s.protocol_name)
                        if protocol == 'a': info[rest].append([s.series_id])
                        elif protocol == 'b':
                            info[nback].append({'item': s.series_id})
                        elif n == 3 and protocol == 'c':
                            kind = 'TSE'
                            info[t2].append({"item": s.series_id, "acq": kind})
                    return info
                """);

        assertThat(translated.left()).isEmpty();
        assertThat(translated.different()).containsExactly("line 23: runs are written with two digits");
        assertThat(named(translated, "protocol_name=a")).isEqualTo("func/bold{task=rest}+");
        assertThat(named(translated, "protocol_name=b")).isEqualTo("func/bold{task=nback}+");
        assertThat(named(translated, "protocol_name=c, dim4=3")).isEqualTo("anat/T2w{acq=TSE}");
    }

    @Test
    void branchesKeepTheirOrder() throws RulesException {
        Translated translated = translate("""
                    for s in seqinfo:
                        if 'x' in s.protocol_name:
                            continue
                        if s.dim4 == 5:
                            if not s.is_motion_corrected:
                                info[rest].append(s.series_id)
                        elif s.dim4 > 3:
                            info[t1].append(s.series_id)
                        else:
                            pass
                """);

        assertThat(translated.left()).isEmpty();
        assertThat(named(translated, "dim4=5, is_motion_corrected=false, protocol_name=a"))
                .isEqualTo("func/bold{task=rest}+");
        assertThat(named(translated, "dim4=5, is_motion_corrected=true, protocol_name=a"))
                .isEqualTo("-");
        assertThat(named(translated, "dim4=6, is_motion_corrected=true, protocol_name=a"))
                .isEqualTo("anat/T1w{}");
        assertThat(named(translated, "dim4=6, is_motion_corrected=true, protocol_name=xa"))
                .isEqualTo("-");
    }

    @Test
    void whatSaysMoreThanARuleCanIsListedAndNotGuessed() throws RulesException {
        Translated translated = translate("""
                    last = len(seqinfo)
                    for s in seqinfo:
                        if s.dim4 == 9 and count(s) < last:
                            info[rest].append(s.series_id)
                        elif s.dim4 > 3:
                            info[t1].append(s.series_id)
                        if s.dim3 == 1:
                            info[t2].append({'item': s.series_id, 'acq': s.protocol_name.split('_')[1]})

                def filter_dicom(d):
                    return True
                """);

        assertThat(translated.left())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("line 22: the condition of line 21 (s . dim4 == 9"),
                        line -> assertThat(line)
                                .isEqualTo("line 26: what it puts there is not the series and plain texts"),
                        line -> assertThat(line).isEqualTo("line 28: the function filter_dicom"));
        // A series of 9 volumes may have gone the first way; all others have not.
        assertThat(named(translated, "dim4=9")).isEqualTo("-");
        assertThat(named(translated, "dim4=4")).isEqualTo("anat/T1w{}");
    }

    @Test
    void aLoopThatGoesOnForReasonsOfItsOwnIsTold() throws RulesException {
        Translated translated = translate("""
                    for idx, s in enumerate(seqinfo):
                        if s.dim4 == 1:
                            if seqinfo[idx + 1].dim4 != 420:
                                continue
                            info[t1].append(s.series_id)
                        if s.dim4 == 2:
                            info[rest].append(s.series_id)
                """);

        assertThat(translated.left())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("line 22: the condition of line 21 (seqinfo [ idx + 1 ]")
                                .endsWith("series that come to it get no place after it"),
                        line -> assertThat(line).startsWith("line 23: what decides before it"));
        assertThat(named(translated, "dim4=1")).isEqualTo("-");
        assertThat(named(translated, "dim4=2")).isEqualTo("func/bold{task=rest}+");
    }

    @Test
    void whatComesOutDifferentlyIsTold() throws RulesException {
        Translated translated = translate("""
                    for s in seqinfo:
                        if 'T1' in s.protocol_name:
                            info[t1] = [s.series_id]
                        if 'rest' in s.protocol_name and s.dim4 == 2:
                            info[rest].append(s.series_id)
                        if s.dim4 == 3:
                            info[nback].append(s.series_id)
                """);

        assertThat(translated.different())
                .contains(
                        "line 21: the heuristic keeps the last series only; here repeats become runs",
                        "line 23: a series that line 21 takes too is converted twice by the heuristic, here by line 21 only")
                .noneMatch(line -> line.contains("line 23 takes too"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x = 'open\n",
                "def infotodict(s):\n    return {}\n",
                "def infotodict(q):\n    for s in q:\n        info[a].append(s.series_id)\n",
                "def infotodict(q):\n  for s in q:\n    if ((((:\n      x\n",
                "if",
                "\\",
            })
    void aTextOfWhichNothingCanBeTranslatedIsRefused(String text) {
        assertThatThrownBy(() -> Heuristic.translate(text, schema)).isInstanceOf(RulesException.class);
    }

    @Test
    void nestingIsBounded() {
        String deep = "def infotodict(q):\n  for s in q:\n    if " + "(".repeat(5000) + "1" + ")".repeat(5000) + ":\n"
                + "      info[a].append(s.series_id)\n";

        assertThatThrownBy(() -> Heuristic.translate(deep, schema)).isInstanceOf(RulesException.class);
    }

    private Translated translate(String loop) throws RulesException {
        return Heuristic.translate(HEAD + loop, schema);
    }

    /** What the rules make of a series with these fields. */
    private String named(Translated translated, String fields) throws RulesException {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (String field : fields.split(", ", -1)) {
            String[] parts = field.split("=", 2);
            facts.put(parts[0], List.of(parts[1]));
        }
        RuleSet rules = RulesFile.parse(translated.rules(), "translated", schema);
        return rules.decide(
                        "01", key -> Optional.of(facts.getOrDefault(key.toString(), List.of())), Followed::<Ruling>with)
                .result()
                .map(ruling -> (Ruling.Named) ruling)
                .map(name -> name.datatype() + "/" + name.suffix() + name.entities()
                        + name.run().orElse(""))
                .orElse("-");
    }
}
