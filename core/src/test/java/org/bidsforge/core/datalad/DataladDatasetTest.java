// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.bidsforge.core.annex.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataladDatasetTest {
    private static final UUID ID = UUID.fromString("db42953f-743b-4720-8a3d-1247b5d3b5da");

    @Test
    void beginsWithTheFilesOfDatalad() {
        assertThat(new DataladDataset(ID).initialFiles())
                .containsExactly(
                        Map.entry(".datalad/.gitattributes", "config annex.largefiles=nothing\n"),
                        Map.entry(".datalad/config", "[datalad \"dataset\"]\n\tid = " + ID + "\n"),
                        Map.entry(".gitattributes", """
                                * annex.backend=MD5E
                                **/.git* annex.largefiles=nothing
                                * annex.largefiles=((mimeencoding=binary)and(largerthan=0))
                                """));
    }

    @Test
    void readsItsIdBack() {
        DataladDataset dataset = DataladDataset.create();

        assertThat(DataladDataset.parse(dataset.initialFiles().getOrDefault(DataladDataset.CONFIG, "")))
                .hasValue(dataset);
        assertThat(DataladDataset.parse("[datalad \"dataset\"]\n")).isEmpty();
    }

    @Test
    void itsAttributesSayWhichKeysItWants() throws IOException {
        assertThat(DataladDataset.backend(DataladDataset.create().initialFiles().getOrDefault(".gitattributes", "")))
                .isEqualTo(Backend.MD5E);
        assertThat(DataladDataset.backend(
                        "* annex.backend=MD5E\n* -text annex.backend=SHA256E\n*.x annex.backend=WORM\n"))
                .isEqualTo(Backend.SHA256E);
        assertThat(DataladDataset.backend("")).isEqualTo(Backend.MD5E);
        assertThatThrownBy(() -> DataladDataset.backend("* annex.backend=WORM\n"))
                .hasMessageContaining(".gitattributes must name MD5E or SHA256E");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, text, false",
        "a.txt, '', false",
        "a.bin, 'a\0b', true",
        "x/.gitfoo, 'a\0b', false",
        "a.txt, 'é ü', false",
        "a.txt, '\u007f', true",
    })
    void annexesWhatIsNotText(String path, String content, boolean annexed) {
        assertThat(DataladDataset.largeFile(path, content.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(annexed);
    }
}
