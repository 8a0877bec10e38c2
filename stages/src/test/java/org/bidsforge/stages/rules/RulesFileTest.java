// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.rules.RuleSet.Decision;
import org.bidsforge.stages.rules.RuleSet.Followed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {
    private static final String SCHEMA = """
            {"bids_version": "1.2.3",
             "objects": {
              "metadata": {"RepetitionTime": {"name": "RepetitionTime", "type": "number", "exclusiveMinimum": 0}},
              "formats": {"label": {"pattern": "[0-9a-zA-Z+]+"}, "index": {"pattern": "[0-9]+"}},
              "entities": {
               "subject": {"name": "sub", "format": "label"}, "session": {"name": "ses", "format": "label"},
               "task": {"name": "task", "format": "label"}, "acquisition": {"name": "acq", "format": "label"},
               "run": {"name": "run", "format": "index"}}},
             "rules": {
              "entities": ["subject", "session", "task", "acquisition", "run"],
              "files": {"raw": {
               "func": {"func": {
                 "suffixes": ["bold", "sbref"], "extensions": [".nii.gz", ".json"], "datatypes": ["func"],
                 "entities": {"subject": "required", "session": "optional", "task": "required",
                              "acquisition": "optional", "run": "optional"}}},
               "anat": {"anat": {
                 "suffixes": ["T1w"], "extensions": [".nii.gz", ".json"], "datatypes": ["anat"],
                 "entities": {"subject": "required", "session": "optional", "acquisition": "optional"}}}}}}}
            """;

    @TempDir
    private Path folder;

    private BidsSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        schema = BidsSchema.read(Files.writeString(folder.resolve("schema.json"), SCHEMA));
    }

    private static final Map<String, List<String>> BOLD = Map.of(
            "protocol_name", List.of("fMRI_faces_2mm"),
            "series_description", List.of("fMRI_faces_2mm"),
            "image_type", List.of("ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"),
            "dim4", List.of("200"),
            "TR", List.of("2"),
            "dicom.FlipAngle", List.of("77.0"));

    @Test
    void theFirstRuleThatMatchesDecides() throws IOException {
        Decision<Ruling> decision = decide("""
                version: 1
                rules:
                  - name: long
                    when: {dim4: {min: 300}}
                    skip: Too long.
                  - name: faces
                    when: {protocol_name: {glob: '*faces*'}}
                    then: {datatype: func, suffix: bold, entities: {task: faces}}
                  - name: other
                    when: {protocol_name: {glob: 'fMRI*'}}
                    skip: Never asked.
                """);

        assertThat(decision.result())
                .contains(new Ruling.Named("func", "bold", Map.of("task", "faces"), Optional.empty()));
        assertThat(decision.rule()).isEqualTo("faces (line 6)");
        assertThat(decision.passed())
                .containsExactly(new RuleSet.Passed("long (line 3)", "dim4 is not from 300 to any: 200"));
    }

    @Test
    void namedGroupsAndFieldsFillLabels() throws IOException {
        Ruling ruling = ruling("""
                rules:
                  - when:
                      protocol_name: {regex: 'fMRI_(?<task>[a-z]+)_(?<res>.*)'}
                      dim4: {min: 100, max: 200}
                    then: {datatype: func, suffix: bold, entities: {task: '{task}', acq: 'tr{TR}x{res}-!', run: '+'}}
                """);

        assertThat(ruling)
                .isEqualTo(
                        new Ruling.Named("func", "bold", Map.of("task", "faces", "acq", "tr2x2mm"), Optional.of("+")));
    }

    @Test
    void numbersAreEqualHoweverTheyAreWritten() throws IOException {
        assertThat(ruling("rules: [{when: {dicom.FlipAngle: 77}, skip: yes}]")).isEqualTo(new Ruling.Skipped("yes"));
    }

    @Test
    void conditionsCombineWithAllAnyAndNot() throws IOException {
        assertThat(ruling("""
                rules:
                  - when:
                      any:
                        - {protocol_name: nothing}
                        - all:
                            - {image_type: MOSAIC}
                            - {not: {image_type: [P, PHASE]}}
                            - {dicom.EchoTime: {present: false}}
                    skip: reached
                """)).isEqualTo(new Ruling.Skipped("reached"));
    }

    @Test
    void aRuleAboutTheSidecarStaysOpenWhileThereIsNone() throws IOException {
        Decision<Ruling> decision = decide("""
                rules:
                  - when: {sidecar.PhaseEncodingDirection: j}
                    skip: forward
                """);

        assertThat(decision.result()).isEmpty();
        assertThat(decision.open())
                .contains("sidecar.PhaseEncodingDirection is known only once the series is converted");
    }

    @Test
    void rulesOfASubjectComeFirst() throws IOException {
        String text = """
                rules: [{skip: for all}]
                subjects:
                  sub-07: [{skip: for this one}]
                """;

        assertThat(RulesFile.parse(text, "r", schema)
                        .decide("07", facts(BOLD), Followed::with)
                        .result())
                .contains(new Ruling.Skipped("for this one"));
        assertThat(ruling(text)).isEqualTo(new Ruling.Skipped("for all"));
    }

    @Test
    void aConventionPassesOnWhatDoesNotFollowIt() throws IOException {
        Decision<Ruling> decision = RulesFile.parse("rules: [{use: reproin}, {skip: left over}]", "r", schema)
                .decide(
                        "01",
                        facts(BOLD),
                        ruling -> ruling instanceof Ruling.Convention
                                ? Followed.next("not such a name")
                                : Followed.with(ruling));

        assertThat(decision.result()).contains(new Ruling.Skipped("left over"));
        assertThat(decision.passed()).containsExactly(new RuleSet.Passed("reproin (line 1)", "not such a name"));
    }

    @Test
    void everyProblemIsToldWithItsLine() {
        assertThat(problems("""
                rules:
                  - when: {protocol: x}
                    then: {datatype: func, suffix: T1w}
                  - when: {dicom.NoSuchThing: 1}
                    skip: a
                    use: guess
                  - when: {TR: {regex: '(a'}}
                    then: {datatype: func, suffix: bold, entities: {tsk: a, sub: '01'}}
                  - then: {datatype: anat, suffix: T1w, entities: {task: a}}
                    than: 1
                """))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("r.yml:2: there is no field protocol; write"),
                        one -> assertThat(one)
                                .startsWith("r.yml:3: BIDS must know the datatype and its suffix: func/T1w"),
                        one -> assertThat(one)
                                .isEqualTo("r.yml:4: there is no DICOM attribute with the keyword NoSuchThing"),
                        one -> assertThat(one).isEqualTo("r.yml:4: a rule must have one of: then, skip, use"),
                        one -> assertThat(one).startsWith("r.yml:7: this is no regular expression"),
                        one -> assertThat(one).isEqualTo("r.yml:8: BIDS must know the entity: tsk"),
                        one -> assertThat(one).startsWith("r.yml:8: sub is not a rule's to say"),
                        one -> assertThat(one).isEqualTo("r.yml:9: anat/T1w must not have the entity task"),
                        one -> assertThat(one).startsWith("r.yml:10: there is no than here"));
    }

    @Test
    void settingsOfAStudyAreCheckedByTheSchema() throws IOException {
        String wrong = catchThrowableOfType(RulesException.class, () -> RulesFile.parse("""
                        version: 1
                        sidecars:
                          - for: {datatype: funk, suffix: bold, entities: {tsk: rest}}
                            set: {RepetitionTime: fast}
                          - {for: {suffix: bold}}
                        """, "rules.yml", schema))
                .getMessage();

        assertThat(wrong)
                .contains(
                        "rules.yml:3: BIDS must know the datatype: funk",
                        "rules.yml:3: BIDS must know the entity: tsk",
                        "rules.yml:4: RepetitionTime must be a number above 0",
                        "rules.yml:5: a setting must have set, volumes or events");
    }

    @Test
    void whatIsSensitiveIsSaidByDatatype() throws IOException {
        RuleSet own = RulesFile.parse("version: 1\nsensitive: [func]\n", "rules.yml", schema);

        assertThat(RuleSet.standard().isSensitive("sub-01/anat/sub-01_T1w.nii.gz"))
                .isTrue();
        assertThat(own.isSensitive("sub-01/anat/sub-01_T1w.nii.gz")).isFalse();
        assertThat(own.isSensitive("sub-01/ses-1/func/sub-01_ses-1_task-x_bold.nii.gz"))
                .isTrue();
        assertThat(own.isSensitive("sourcedata/sub-01/anat/sub-01_T1w.dicom.tgz"))
                .isTrue();
        assertThat(own.size()).isEqualTo(RuleSet.standard().size());
        assertThat(RulesFile.parse("version: 1\nsensitive: []\n", "rules.yml", schema)
                        .isSensitive("sub-01/anat/sub-01_T1w.nii.gz"))
                .isFalse();
        assertThat(catchThrowableOfType(
                        RulesException.class,
                        () -> RulesFile.parse("version: 1\nsensitive: [faces]\n", "rules.yml", schema)))
                .hasMessageContaining("rules.yml:2: sensitive: faces is no datatype of BIDS");
    }

    @Test
    void aSettingHoldsForTheImagesThatItNames() throws IOException {
        SidecarSetting setting =
                RulesFile.parse("""
                        version: 1
                        sidecars:
                          - for: {datatype: func, suffix: [bold, sbref], entities: {task: 'n*'}}
                            set: {RepetitionTime: 1.50, Instructions: yes, Flag: true, Gone: null, List: [1, 2]}
                        """, "rules.yml", schema).settings().get(0);

        assertThat(setting.values())
                .hasToString(
                        "{\"RepetitionTime\":1.50,\"Instructions\":\"yes\",\"Flag\":true,\"Gone\":null,\"List\":[1,2]}");
        assertThat(setting.isFor("func", BidsName.of(Map.of("task", "nback"), "bold", ".nii.gz")))
                .isTrue();
        assertThat(setting.isFor("func", BidsName.of(Map.of("task", "rest"), "bold", ".nii.gz")))
                .isFalse();
        assertThat(setting.isFor("func", BidsName.of(Map.of(), "bold", ".nii.gz")))
                .isFalse();
        assertThat(setting.isFor("anat", BidsName.of(Map.of("task", "nback"), "bold", ".nii.gz")))
                .isFalse();
    }

    @Test
    void aTextThatIsNoYamlIsToldWithItsLine() {
        assertThat(problems("rules:\n  - when: {a: [\n"))
                .singleElement()
                .asString()
                .startsWith("r.yml:3: this is no YAML");
        assertThat(problems("")).containsExactly("r.yml: the file is empty");
        assertThat(problems("- 1")).containsExactly("r.yml:1: A rules file must be made of keys and values");
    }

    @Test
    void nothingInAFileIsConstructed() {
        assertThat(problems("rules: [{skip: !!javax.script.ScriptEngineManager [a]}]"))
                .singleElement()
                .asString()
                .startsWith("r.yml:1: this is no YAML: Global tag is not allowed");
    }

    @Test
    void depthAndAliasesAreBounded() {
        String deep = "rules: " + "[".repeat(2000) + "]".repeat(2000);
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }

        assertThat(problems(deep)).singleElement().asString().contains("no YAML within bounds");
        assertThat(problems(bomb.toString())).singleElement().asString().contains("no YAML within bounds");
    }

    @Test
    void anExpressionWithoutEndIsStopped() throws IOException {
        Map<String, List<String>> evil = Map.of("protocol_name", List.of("a".repeat(60) + "!"));
        RuleSet rules =
                RulesFile.parse("rules: [{when: {protocol_name: {regex: '^(a|aa)+\\1z$'}}, skip: x}]", "r", schema);

        Decision<Ruling> decision = rules.decide("01", facts(evil), Followed::with);

        assertThat(decision.result()).isEmpty();
        assertThat(decision.passed()).singleElement().asString().contains("too many steps");
    }

    @Test
    void theSchemaForEditorsKnowsEveryFieldAndEntity() {
        var json = RulesSchema.of(schema);

        assertThat(json.at("/$defs/condition/properties").properties())
                .extracting(Map.Entry::getKey)
                .contains("all", "any", "not")
                .containsAll(Key.FIELDS);
        assertThat(json.at("/$defs/rule/properties/then/properties/entities/properties")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("task", "acq", "run");
    }

    @Test
    void aConfigurationOfDcm2bidsBecomesRulesAndTheRestIsListed() throws IOException {
        var translated = Dcm2bidsConfiguration.translate("""
                {"post_op": [],
                 "descriptions": [
                  {"id": "rest", "datatype": "func", "suffix": "bold", "custom_entities": "task-rest_run-1",
                   "criteria": {"SeriesDescription": "*fMRI*", "EchoTime": {"le": 0.04}, "RepetitionTime": 2},
                   "sidecar_changes": {"TaskName": "rest"}},
                  {"datatype": "anat", "suffix": "T1w", "criteria": {"SidecarFilename": "*T1*"}},
                  {"datatype": "anat", "suffix": "T1w", "criteria": {"EchoTime": {"btw": [1, 2]}}}]}
                """);

        assertThat(translated.left())
                .containsExactly(
                        "post_op: has no equal among the rules",
                        "description 1: sidecar_changes has no equal among the rules",
                        "description 2: not translated because of criterion SidecarFilename",
                        "description 3: not translated because of criterion EchoTime {\"btw\":[1,2]}");
        Map<String, List<String>> sidecar = Map.of(
                "sidecar.SeriesDescription", List.of("my_fMRI_1"),
                "sidecar.EchoTime", List.of("0.03"),
                "sidecar.RepetitionTime", List.of("2.0"));
        assertThat(RulesFile.parse(translated.rules(), "r", schema)
                        .decide(
                                "01",
                                key -> Optional.of(sidecar.getOrDefault(key.toString(), List.of())),
                                Followed::with)
                        .result())
                .contains(new Ruling.Named("func", "bold", Map.of("task", "rest"), Optional.of("1")));
    }

    private List<String> problems(String text) {
        return catchThrowableOfType(RulesException.class, () -> RulesFile.parse(text, "r.yml", schema))
                .problems();
    }

    private Ruling ruling(String text) throws IOException {
        return decide(text).result().orElseThrow();
    }

    private Decision<Ruling> decide(String text) throws IOException {
        return RulesFile.parse(text, "r", schema).decide("01", facts(BOLD), Followed::with);
    }

    private static Facts facts(Map<String, List<String>> values) {
        return key -> key.source() == Key.Source.SIDECAR
                ? Optional.empty()
                : Optional.of(values.getOrDefault(key.toString(), List.of()));
    }
}
