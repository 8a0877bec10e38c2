// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RemoteLogTest {
    private static final String UUID = "35520b19-068c-4cab-84dd-241b3b9229ff";

    @Test
    void escapesBlanksAndAmpersands() {
        TreeMap<String, String> settings = new TreeMap<>(
                Map.of("name", "na me", "url", "file:///a b/%20&x", "tab", "a\tb;=é", "type", "external"));

        RemoteLog log = RemoteLog.empty().with(UUID, settings);

        assertThat(log.format())
                .isEqualTo(
                        UUID
                                + " name=na&32;me tab=a&9;b;=é type=external url=file:///a&32;b/%20&38;x timestamp=1112911993s\n");
        assertThat(RemoteLog.parse(log.format()).settings(UUID)).hasValue(settings);
    }

    @Test
    void findsARemoteByName() {
        RemoteLog log = RemoteLog.empty().with(UUID, new TreeMap<>(Map.of("name", "store")));

        assertThat(log.uuidOf("store")).hasValue(UUID);
        assertThat(log.uuidOf("other")).isEmpty();
    }

    @Test
    void newSettingsWinOverThoseOfAFasterClock() {
        RemoteLog log = RemoteLog.parse(UUID + " name=store timestamp=4102444800.5s\n");

        assertThat(log.with(UUID, new TreeMap<>(Map.of("name", "shop"))).format())
                .isEqualTo(UUID + " name=shop timestamp=4102444801s\n");
    }

    @Test
    void keepsAStrayAmpersand() {
        assertThat(RemoteLog.parse(UUID + " a=x&y;&99999999;&9999999; timestamp=1s")
                        .settings(UUID))
                .hasValue(new TreeMap<>(Map.of("a", "x&y;&99999999;&9999999;")));
    }
}
