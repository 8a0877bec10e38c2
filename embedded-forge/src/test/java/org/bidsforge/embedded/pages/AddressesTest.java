// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
    private final Addresses addresses = new Addresses("http://forge.test:8480");

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a, https://example.org/a",
        "HTTP://example.org, HTTP://example.org",
        "/lab/study-bids, /lab/study-bids",
        "http://forge.test:8480/lab, /lab",
        "http://forge.test:8480, /",
        "http://forge.test:8480.example/lab, http://forge.test:8480.example/lab",
        "#part, #part",
        "docs/a.md, /folder/docs/a.md",
        "a b.md, /folder/a%20b.md",
        "../x.md, /folder/../x.md"
    })
    void leadsWhereALinkMayLead(String address, String leads) {
        assertThat(addresses.link(address, "/folder/")).contains(leads);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "mailto:a@example.org",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "java\nscript:x",
                "\u0001javascript:x",
                "ftp://example.org",
                "http://forge.test:8480//evil.example",
                "?code=1"
            })
    void leadsNowhereElse(String address) {
        assertThat(addresses.link(address, "/folder/")).isEmpty();
    }

    @Test
    void showsAttachedPicturesOnly() {
        assertThat(addresses.picture("http://forge.test:8480/attachments/0a-1f"))
                .contains("/attachments/0a-1f");
        assertThat(addresses.picture("/attachments/../user/logout")).isEmpty();
        assertThat(addresses.picture("/lab/study-bids/raw/branch/main/x.png")).isEmpty();
        assertThat(addresses.picture("https://example.org/attachments/0a-1f")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "//evil.example", "/\\evil.example", "https://evil.example", "lab", "/a\r\nSet-Cookie: x"})
    void aWayOnwardStaysOnTheForge(String path) {
        assertThat(Addresses.isLocal(path)).isFalse();
    }
}
