// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the profile's table, planted at the top and three levels down: nothing of the value is left. */
final class ConfidentialityProfileTest {
    private static final String PLANTED = "Quixoticplanted";
    private static final String UID = "1.2.276.0.7230010.3.1.4.8323329";
    private static final List<Integer> KEPT = List.of(Tag.PATIENT_SEX, Tag.PATIENT_SIZE, Tag.PATIENT_WEIGHT);

    private static final Session SESSION = new Session();
    private static final Deidentifier DEIDENTIFIER = SESSION.deidentifier();

    static Stream<Integer> tags() {
        return ConfidentialityTable.rows().keySet().stream()
                .filter(tag -> Tag.group(tag) > 0x0002)
                .sorted();
    }

    @Test
    void hasAllRowsOfTheEdition() {
        // 621 with the private attributes and the three for repeating groups.
        assertThat(ConfidentialityTable.rows()).hasSize(617);
        assertThat(ConfidentialityTable.row(0x50021234))
                .map(ConfidentialityTable.Row::basic)
                .contains("X");
        assertThat(ConfidentialityTable.row(0x60043000))
                .map(ConfidentialityTable.Row::basic)
                .contains("X");
        assertThat(ConfidentialityTable.row(Tag.ROWS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tags")
    void leavesNothingOfAPlantedValue(int tag) {
        for (int depth : new int[] {0, 3}) {
            DataSet result = DEIDENTIFIER
                    .apply(DicomFile.of(nested(planted(tag), depth), Uids.EXPLICIT_LITTLE_ENDIAN))
                    .dataSet();

            result.walk((owner, element) -> {
                if (element instanceof Element.Plain plain && !KEPT.contains(element.tag())) {
                    String text = new String(plain.toByteArray(), StandardCharsets.ISO_8859_1);
                    assertThat(text).as(Tag.toString(tag)).doesNotContain(PLANTED, UID, "20260217");
                }
            });
            assertThat(violation(innermost(result, depth), tag))
                    .as(Tag.toString(tag))
                    .isEmpty();
        }
    }

    @Test
    void decidesOnWhatTheTableDoesNotListByItsRepresentation() {
        Map<String, Action> expected = Map.of(
                "Rows", Action.KEEP,
                "SOPClassUID", Action.KEEP,
                "VolumeFrameOfReferenceUID", Action.UID,
                "EvaluatorName", Action.REMOVE,
                "SegmentDescription", Action.CLEAN,
                "ExpiryDate", Action.SHIFT,
                "SharedFunctionalGroupsSequence", Action.DESCEND,
                "RetrieveURL", Action.REMOVE);

        expected.forEach((keyword, action) -> assertThat(
                        AttributeRules.of(Dictionary.tag(keyword).orElseThrow()))
                .as(keyword)
                .isEqualTo(action));
        assertThat(AttributeRules.of(0x00187777)).isEqualTo(Action.REMOVE);
    }

    /** What the row's basic action or one of the chosen options forbids. */
    private static String violation(DataSet level, int tag) {
        ConfidentialityTable.Row row = ConfidentialityTable.row(tag).orElseThrow();
        Vr vr = Dictionary.vr(tag);
        boolean date = row.has(Option.RETAIN_MODIFIED_DATES, 'C');
        boolean cleaned = row.has(Option.CLEAN_DESCRIPTORS, 'C');
        boolean device = tag == Tag.DEVICE_SERIAL_NUMBER || tag == Tag.STATION_NAME;
        boolean special = KEPT.contains(tag)
                || tag == Tag.PATIENT_AGE
                || device
                || date
                || cleaned
                || (Tag.group(tag) == 0x0012 && tag <= Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE);
        if (row.basic().equals("X") && !special && level.contains(tag)) {
            return "It is still there";
        }
        if (row.basic().equals("Z")
                && !special
                && tag != Tag.PATIENT_NAME
                && level.getString(tag).isPresent()) {
            return "It still has a value";
        }
        if (row.basic().equals("D") && vr != Vr.SQ && !special && !level.contains(tag)) {
            return "It has no dummy";
        }
        if (row.basic().equals("U") && !level.getString(tag).orElse("").equals(SESSION.pseudonyms.uid(UID))) {
            return "It has no other UID";
        }
        return "";
    }

    private static DataSet planted(int tag) {
        DataSet dataSet = new DataSet();
        Vr vr = Dictionary.vr(tag);
        switch (vr) {
            case SQ -> {
                DataSet item = new DataSet();
                item.setString(Tag.PATIENT_NAME, PLANTED);
                item.setString(Tag.STUDY_ID, PLANTED);
                item.setString(Tag.STUDY_DATE, "20260217");
                item.setString(Tag.REFERENCED_SOP_INSTANCE_UID, UID);
                dataSet.setSequence(tag, List.of(item));
            }
            case UI -> dataSet.setString(tag, UID);
            case DA -> dataSet.setString(tag, "20260217");
            case DT -> dataSet.setString(tag, "20260217101112");
            case TM -> dataSet.setString(tag, "101112");
            case US, UL, SS, SL, FL, FD, DS, IS -> dataSet.setDouble(tag, 42);
            case OB, OW, UN -> dataSet.setBytes(tag, vr, (PLANTED + " ").getBytes(StandardCharsets.US_ASCII));
            default -> dataSet.setString(tag, vr == Vr.AS ? "099Y" : PLANTED);
        }
        return dataSet;
    }

    private static DataSet nested(DataSet dataSet, int depth) {
        DataSet level = dataSet;
        for (int i = 0; i < depth; i++) {
            DataSet outer = new DataSet();
            outer.setSequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(level));
            level = outer;
        }
        return level;
    }

    private static DataSet innermost(DataSet dataSet, int depth) {
        DataSet level = dataSet;
        for (int i = 0; i < depth; i++) {
            level = level.getSequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).get(0);
        }
        return level;
    }
}
