// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class MetadataLogTest {
    @Test
    void writesWhatIsNew() {
        MetadataLog log = MetadataLog.parse("").with(fields("suffix", Set.of("bold"), "task", Set.of()));

        assertThat(log.format()).isEqualTo("1112911993s suffix +bold\n");
        assertThat(log.values()).isEqualTo(fields("suffix", Set.of("bold")));
    }

    @Test
    void saysNothingTwice() {
        MetadataLog log = MetadataLog.parse("1112911993s suffix +bold\n");

        assertThat(log.with(fields("suffix", Set.of("bold"), "task", Set.of()))).isSameAs(log);
    }

    @Test
    void replacesAValueByALaterLine() {
        MetadataLog log = MetadataLog.parse("1500000000.25s suffix +bold tag +good\n");

        MetadataLog changed = log.with(fields("suffix", Set.of("sbref")));

        assertThat(changed.format())
                .isEqualTo("1500000000.25s suffix +bold tag +good\n1500000001s suffix +sbref -bold\n");
        assertThat(changed.values()).isEqualTo(fields("suffix", Set.of("sbref"), "tag", Set.of("good")));
    }

    @Test
    void theNewestLineCountsWhereverItStands() {
        assertThat(MetadataLog.parse("3s tag -bad\n2s tag +bad +late\n").values())
                .isEqualTo(fields("tag", Set.of("late")));
    }

    @Test
    void valuesThatAreNoWordAreEncoded() {
        SortedMap<String, SortedSet<String>> odd = fields("note", Set.of("two words", "!bang", "é"));

        MetadataLog log = MetadataLog.parse("").with(odd);

        assertThat(log.format()).contains("+!dHdvIHdvcmRz").contains("+!IWJhbmc=");
        assertThat(MetadataLog.parse(log.format()).values()).isEqualTo(odd);
    }

    @Test
    void linesWithoutATimeAreLeftOut() {
        assertThat(MetadataLog.parse("no time +x\n\n5s a +b\n").format()).isEqualTo("5s a +b\n");
    }

    @Test
    void refusesAFieldThatWouldBreakTheLine() {
        assertThatThrownBy(() -> MetadataLog.parse("").with(fields("two words", Set.of("x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("unchecked")
    private static SortedMap<String, SortedSet<String>> fields(Object... pairs) {
        SortedMap<String, SortedSet<String>> fields = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], new TreeSet<>((Set<String>) pairs[i + 1]));
        }
        return fields;
    }
}
