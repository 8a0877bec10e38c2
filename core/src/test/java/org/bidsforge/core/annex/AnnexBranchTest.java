// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AnnexBranchTest {
    private static final AnnexKey KEY = AnnexKey.parse("MD5E-s5--6667b2d1aab6a00caa5aee5af8ad9f14.dat");

    @Test
    void beginsADatasetWithItsStore() throws IOException {
        AnnexBranch branch = AnnexBranch.orphan()
                .remote("u-1", new TreeMap<>(Map.of("name", "store", "type", "external")))
                .present(KEY, "u-1");

        assertThat(branch.files())
                .containsExactly(
                        Map.entry("c3e/b52/" + KEY + ".log", "1112911993s 1 u-1\n"),
                        Map.entry("remote.log", "u-1 name=store type=external timestamp=1112911993s\n"),
                        Map.entry("uuid.log", "u-1 store timestamp=1112911993s\n"));
    }

    @Test
    void tellsOnlyWhatChanges() throws IOException {
        Map<String, String> present = Map.of("uuid.log", "u-1 store\nu-0 somebody's laptop timestamp=5s\n");

        AnnexBranch branch = new AnnexBranch(path -> Optional.ofNullable(present.get(path)));

        assertThat(branch.describe("u-1", "store").files()).isEmpty();
        assertThat(branch.describe("u-2", "other").files().get("uuid.log"))
                .isEqualTo(
                        "u-0 somebody's laptop timestamp=5s\nu-1 store timestamp=0s\nu-2 other timestamp=1112911993s\n");
    }

    @Test
    void unionHoldsEveryLineOnce() {
        assertThat(AnnexBranch.union("a\nb\n", "b\nc")).isEqualTo("a\nb\nc\n");
        assertThat(AnnexBranch.union("", "")).isEmpty();
    }
}
