// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifierSetTest {
    private final Session session = new Session();
    private final IdentifierSet identifiers = session.identifiers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEIZENBAUM",
                "sub-weizenbaum_run-01",
                "xweizenbaumx",
                "moved (Oehlenschlaeger)",
                "oehlenschlager",
                "OEHLENSCHLÄGER",
                "id=PAT0815;",
                "scanned on 17.02.2026",
                "born 8.5.1931",
                "2026-02-17T14:25",
                "acc778899",
                "serial 45193,",
                "uid 1.3.12.2.1107.5.2.19.45193.2026021714250412345678"
            })
    void findsIdentifiersInAnySpelling(String text) {
        assertThat(identifiers.occursIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "func-bold_task-faces_run-01",
                "PAT08150",
                "0451930",
                "1452451934",
                "20260218",
                "Siemens Prisma",
                "1.3.12.2.1107.5.2.19.99999.1",
                "jo"
            })
    void findsNothingInOtherTexts(String text) {
        assertThat(identifiers.occursIn(text)).isFalse();
    }

    @Test
    void findsShortNamesAsWordsOnly() {
        IdentifierCollector collector = new IdentifierCollector(Session.VOCABULARY);
        collector.add("Lee^Ann", IdentifierKind.NAME);
        IdentifierSet names = collector.toSet();

        assertThat(names.occursIn("call lee")).isTrue();
        assertThat(names.occursIn("sleep")).isFalse();
        assertThat(names.occursIn("channel")).isFalse();
        byte[] noise = {0, 1, 'L', 'e', 'e', 0, 3};
        assertThat(names.find(noise, IdentifierSet.Content.BINARY)).isEmpty();
    }

    @Test
    void findsNamesInWideCharacters() {
        byte[] wide = "xx Weizenbaum".getBytes(StandardCharsets.UTF_16LE);

        assertThat(identifiers.find(wide, IdentifierSet.Content.BINARY)).isNotEmpty();
    }

    @Test
    void doesNotTakeProtocolWordsForNames() {
        IdentifierCollector collector = new IdentifierCollector(Session.VOCABULARY);
        collector.add("Phantom^Test", IdentifierKind.NAME);
        collector.add("anonymous", IdentifierKind.ID);

        assertThat(collector.toSet().size()).isZero();
    }

    @Test
    void letsThroughWhatIsAllowed() {
        IdentifierCollector collector = new IdentifierCollector(Session.VOCABULARY);
        collector.add("s0042", IdentifierKind.ID);
        collector.allow("s0042");

        assertThat(collector.toSet().occursIn("sub-s0042")).isFalse();
    }

    @Test
    void printsNoIdentifier() {
        assertThat(identifiers.toString()).matches("[0-9]+ identifiers");
    }

    @Test
    void theGateFindsEveryPlantedLeak() {
        LeakGate gate = new LeakGate(identifiers);
        for (String text : new String[] {"Weizenbaum", "PAT0815", "17.02.2026", "Friedrich O."}) {
            DataSet dataSet = new DataSet();
            dataSet.setString(Tag.IMAGE_COMMENTS, text);
            dataSet.setBytes(0x00291134, Vr.UN, ("\0\0\0" + text + "\0\0").getBytes(StandardCharsets.US_ASCII));

            assertThat(gate.search(DicomFile.of(dataSet, Uids.EXPLICIT_LITTLE_ENDIAN)))
                    .extracting(LeakGate.Leak::place)
                    .containsExactly("(0020,4000)", "(0029,1134)");
            assertThat(gate.search("file name", text + ".tar")).hasSize(1);
        }
    }

    @Test
    void theGateFindsLeaksInOriginals() {
        DicomFile original = DicomFile.of(session.object(), Uids.EXPLICIT_LITTLE_ENDIAN);

        assertThat(new LeakGate(identifiers).search(original))
                .extracting(LeakGate.Leak::place)
                .contains("(0010,0010)", "(0002,0003)", "(0029,1020)", "(0040,1001)", "(0008,1155)");
    }
}
