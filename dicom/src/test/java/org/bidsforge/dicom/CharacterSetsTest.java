// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of PS3.5 annexes H to K, and some of everyday. */
final class CharacterSetsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ISO_IR 100 | 42756320e9726f6d65 | Buc érome",
                "ISO_IR 144 | bbeedae1d5dcd1e3e0d3 | Люксембург",
                "ISO_IR 192 | e5b1b1e794b0 | 山田",
                "GB18030 | 57616e675e5869616f446f6e673dcdf55ed0a1b6ab | Wang^XiaoDong=王^小东",
                "GBK | cdf55ed0a1b6ab | 王^小东"
            })
    void decodesSingleSets(String term, String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(CharacterSets.of(List.of(term)).decode(bytes, 0, bytes.length))
                .isEqualTo(expected);
    }

    @Test
    void switchesSetsByEscapeSequences() {
        // PS3.5 H.3.1: Yamada^Tarou=(JIS X 0208)=(JIS X 0208)
        String hex = "59616d6164615e5461726f753d1b2442 3b3345441b28425e1b244242404f3a1b28423d1b2442"
                + "246424 5e24401b28425e1b2442243f246d24261b2842";
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(CharacterSets.of(List.of("", "ISO 2022 IR 87")).decode(bytes, 0, bytes.length))
                .isEqualTo("Yamada^Tarou=山田^太郎=やまだ^たろう");
    }

    @Test
    void decodesKoreanInTheUpperHalf() {
        // PS3.5 I.2
        String hex = "486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf";
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(CharacterSets.of(List.of("", "ISO 2022 IR 149")).decode(bytes, 0, bytes.length))
                .isEqualTo("Hong^Gildong=洪^吉洞=홍^길동");
    }

    @Test
    void doesNotTakeTheSecondByteOfACharacterForABackslash() {
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SPECIFIC_CHARACTER_SET, "GB18030");
        dataSet.setString(Tag.PATIENT_NAME, "倉^乗");

        assertThat(dataSet.getStrings(Tag.PATIENT_NAME)).containsExactly("倉^乗");
    }

    @Test
    void inheritsTheSetOfTheOuterDataSet() {
        DataSet outer = new DataSet();
        outer.setString(Tag.SPECIFIC_CHARACTER_SET, CharacterSets.UTF_8);
        DataSet item = new DataSet();
        outer.setSequence(Tag.REFERENCED_PATIENT_SEQUENCE, List.of(item));
        item.setString(Tag.PATIENT_NAME, "Ærø");

        assertThat(item.getString(Tag.PATIENT_NAME)).contains("Ærø");
    }

    @Test
    void refusesToWriteWhatTheSetDoesNotHave() {
        assertThatThrownBy(() -> CharacterSets.DEFAULT.encode("Müller"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Müller");
    }
}
