// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnexKeyTest {
    private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    @Test
    void namesContentBySizeHashAndExtension() {
        AnnexKey key = AnnexKey.md5e(0, EMPTY_MD5, "sub-01/anat/sub-01_T1w.nii.gz");

        assertThat(key).hasToString("MD5E-s0--" + EMPTY_MD5 + ".nii.gz");
        assertThat(key.md5()).hasValue(EMPTY_MD5);
        assertThat(key.sha256()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.nii.gz, .nii.gz",
        "x.surf.gii, .surf.gii",
        "x.tar.bz2, .tar.bz2",
        "foo.JPEG, .JPEG",
        "x.dscalar.nii, .nii",
        "x.1.2.3, .2.3",
        "a.nii..gz, .gz",
        "a.b., .b",
        "x.nii.b-c.gz, .nii.gz",
        "x.nii.b-c-d-e.gz, .gz",
        "a.éé.gz, .éé.gz",
        "dir.d/x, ''",
        "b.verylong, ''",
        ".hidden, ''",
        ".x, ''",
        "...gz, ''",
        ".x.gz, .gz",
        "f.x-y, ''",
        "i.12345, ''",
        "a.ééé, ''",
        "README, ''",
    })
    void keepsAtMostTwoShortExtensions(String fileName, String extension) {
        assertThat(AnnexKey.extension(fileName)).isEqualTo(extension);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MD5E-s5--6667b2d1aab6a00caa5aee5af8ad9f14.dat|m3/fk/|c3e/b52/",
                "URL-s5--http&c%%127.0.0.1/a,63x%20z|fw/P8/|318/dfa/",
                "URL-s5--http://127.0.0.1:19000/bkt/a,63x,61%20z&b|kW/V2/|bc2/bee/",
                "WORM-s2-m179--sub.txt|wj/m3/|6c3/cbc/",
                "MD5E-s100-S10-C3--d41d8cd98f00b204e9800998ecf8427e|Zk/6F/|6ef/d9b/",
            })
    void hashesIntoTheDirectoriesOfGitAnnex(String text, String mixed, String lower) {
        AnnexKey key = AnnexKey.parse(text);

        assertThat(key).hasToString(text);
        assertThat(key.hashDirMixed()).isEqualTo(mixed);
        assertThat(key.hashDirLower()).isEqualTo(lower);
    }

    @Test
    void readsTheFieldsOfAChunk() {
        AnnexKey key = AnnexKey.parse("MD5E-s100-S10-C3--" + EMPTY_MD5);

        assertThat(key.size()).hasValue(100);
        assertThat(key.chunkSize()).hasValue(10);
        assertThat(key.chunkNumber()).hasValue(3);
        assertThat(key.mtime()).isEmpty();
    }

    @Test
    void escapesWhatCannotStandInAFileName() {
        AnnexKey key = AnnexKey.parse("URL-s5--http://host:1/a,61%20z&b");

        assertThat(key.fileName()).isEqualTo("URL-s5--http&c%%host&c1%a,61&s20z&ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MD5E",
                "MD5E-s1",
                "MD5E--",
                "MD5E-s07--x",
                "MD5E-S10-s5--x",
                "MD5E-s1-s2--a",
                "MD5E-x1--a",
                "md5-s1--x",
                "MD5E-s1--a\nb"
            })
    void refusesWhatGitAnnexWouldNotWrite(String text) {
        assertThat(AnnexKey.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> AnnexKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAHashOfTheWrongLength() {
        assertThatThrownBy(() -> AnnexKey.sha256e(1, EMPTY_MD5, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 lower-case hex digits");
    }
}
