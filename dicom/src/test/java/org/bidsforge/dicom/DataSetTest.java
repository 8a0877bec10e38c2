// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataSetTest {
    private final DataSet dataSet = new DataSet();

    @Test
    void keepsElementsInTheOrderOfTheirTags() {
        dataSet.setInt(Tag.ROWS, 1);
        dataSet.setString(Tag.MODALITY, "MR");
        dataSet.setBytes(0xFFFCFFFC, Vr.OB, new byte[2]);
        dataSet.setString(Tag.PATIENT_ID, "7");

        assertThat(dataSet)
                .extracting(Element::tag)
                .containsExactly(Tag.MODALITY, Tag.PATIENT_ID, Tag.ROWS, Tag.DATA_SET_TRAILING_PADDING);
    }

    @Test
    void replacesAndRemovesElements() {
        dataSet.setString(Tag.MODALITY, "MR");
        dataSet.setString(Tag.MODALITY, "CT");

        assertThat(dataSet.getString(Tag.MODALITY)).contains("CT");
        assertThat(dataSet.remove(Tag.MODALITY)).isTrue();
        assertThat(dataSet.remove(Tag.MODALITY)).isFalse();
        assertThat(dataSet.isEmpty()).isTrue();
    }

    @Test
    void findsPrivateElementsByTheirCreator() {
        dataSet.setString(0x00190010, Vr.LO, "OTHER");
        dataSet.setPrivate("GEMS_ACQU_01", 0x0019, 0x9C, Vr.LO, new byte[] {'e', 'p'});

        assertThat(dataSet.contains(0x0019119C)).isTrue();
        assertThat(dataSet.privateElement("GEMS_ACQU_01", 0x0019, 0x9C)).isPresent();
        assertThat(dataSet.privateElement("OTHER", 0x0019, 0x9C)).isEmpty();
        assertThat(dataSet.privateCreator(0x0019119C)).contains("GEMS_ACQU_01");
    }

    @Test
    void writesNumbersAsTheirRepresentationWantsThem() {
        dataSet.setDouble(Tag.REPETITION_TIME, 1.0 / 3);
        dataSet.setDouble(Tag.ECHO_TIME, 30);
        dataSet.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, 1000.25);

        assertThat(dataSet.getString(Tag.REPETITION_TIME))
                .hasValueSatisfying(text -> assertThat(text).hasSizeLessThan(17));
        assertThat(dataSet.getString(Tag.ECHO_TIME)).contains("30");
        assertThat(dataSet.getDouble(Tag.DIFFUSION_B_VALUE)).hasValue(1000.25);
    }

    @Test
    void givesNothingForWhatIsAbsentOrNoNumber() {
        dataSet.setString(Tag.ECHO_TIME, Vr.DS, "fast");

        assertThat(dataSet.getDouble(Tag.ECHO_TIME)).isEmpty();
        assertThat(dataSet.getInt(Tag.ROWS)).isEmpty();
        assertThat(dataSet.getString(Tag.MODALITY)).isEmpty();
        assertThat(dataSet.getSequence(Tag.REFERENCED_IMAGE_SEQUENCE)).isEmpty();
    }

    @Test
    void walksEveryLevelAndMayBeChangedMeanwhile() {
        DataSet item = new DataSet();
        item.setString(Tag.PATIENT_ID, "7");
        dataSet.setString(Tag.PATIENT_ID, "7");
        dataSet.setSequence(Tag.REFERENCED_PATIENT_SEQUENCE, List.of(item));
        List<Integer> seen = new ArrayList<>();

        dataSet.walk((owner, element) -> {
            seen.add(element.tag());
            owner.remove(Tag.PATIENT_ID);
        });

        assertThat(seen).containsExactly(Tag.REFERENCED_PATIENT_SEQUENCE, Tag.PATIENT_ID, Tag.PATIENT_ID);
        assertThat(item.isEmpty()).isTrue();
    }

    @Test
    void copiesDoNotShareLevels() {
        DataSet item = new DataSet();
        dataSet.setSequence(Tag.REFERENCED_PATIENT_SEQUENCE, List.of(item));
        DataSet copy = dataSet.copy();
        item.setString(Tag.PATIENT_ID, "7");

        assertThat(copy.getSequence(Tag.REFERENCED_PATIENT_SEQUENCE).get(0).isEmpty())
                .isTrue();
    }

    @Test
    void padsTextsToEvenLength() {
        dataSet.setString(Tag.MODALITY, "MRS");
        dataSet.setString(Tag.SOP_CLASS_UID, "1.2");

        assertThat(dataSet.getBytes(Tag.MODALITY))
                .hasValueSatisfying(bytes -> assertThat(bytes).endsWith(' '));
        assertThat(dataSet.getBytes(Tag.SOP_CLASS_UID))
                .hasValueSatisfying(bytes -> assertThat(bytes).endsWith(0));
        assertThat(dataSet.getString(Tag.SOP_CLASS_UID)).contains("1.2");
    }

    @Test
    void describesTags() {
        assertThat(Tag.toString(Tag.PATIENT_NAME)).isEqualTo("(0010,0010)");
        assertThat(Tag.parse("(7FE0,0010)")).isEqualTo(Tag.PIXEL_DATA);
        assertThatThrownBy(() -> Tag.parse("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatMayNameAPersonInItsPixels() {
        dataSet.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        assertThat(SopClasses.mayCarryBurnedInText(dataSet)).isFalse();

        dataSet.setString(Tag.BURNED_IN_ANNOTATION, "YES");
        assertThat(SopClasses.mayCarryBurnedInText(dataSet)).isTrue();
        assertThat(SopClasses.mayCarryBurnedInText(Uids.SECONDARY_CAPTURE)).isTrue();
        assertThat(SopClasses.mayCarryBurnedInText("1.2.840.10008.5.1.4.1.1.88.67"))
                .isTrue();
        assertThat(SopClasses.mayCarryBurnedInText("1.2.3")).isTrue();
    }

    @Test
    void makesUidsThatAreValid() {
        assertThat(Uids.isValid(Uids.random())).isTrue();
        assertThat(Uids.isValid(Uids.IMPLEMENTATION_CLASS)).isTrue();
        assertThat(List.of("", "1..2", ".1", "1.", "1.a")).noneMatch(Uids::isValid);
    }
}
