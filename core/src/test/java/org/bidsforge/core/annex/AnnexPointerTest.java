// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnexPointerTest {
    private static final AnnexKey KEY = AnnexKey.parse("MD5E-s5--6667b2d1aab6a00caa5aee5af8ad9f14.dat");
    private static final String FILE = "MD5E-s5--6667b2d1aab6a00caa5aee5af8ad9f14.dat";

    @Test
    void linksFromAnyDepth() {
        String objects = ".git/annex/objects/m3/fk/" + FILE + "/" + FILE;

        assertThat(AnnexPointer.symlinkTarget(KEY, "a.dat")).isEqualTo(objects);
        assertThat(AnnexPointer.symlinkTarget(KEY, "sub-1/anat/a.dat")).isEqualTo("../../" + objects);
    }

    @Test
    void readsBackLinksAndPointers() {
        AnnexKey url = AnnexKey.parse("URL-s5--http://host:1/a,61%20z&b");

        assertThat(AnnexPointer.read(AnnexPointer.symlinkTarget(url, "a/b"))).hasValue(url);
        assertThat(AnnexPointer.read(AnnexPointer.pointer(url))).hasValue(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "README", "../README", "/annex/objects/", "/annex/objects/nokey\n", "{\"a\": 1}"})
    void takesNoOtherFileForAPointer(String text) {
        assertThat(AnnexPointer.read(text)).isEmpty();
    }
}
