// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bidsforge.core.annex.AnnexKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesArchiveTest {
    @TempDir
    Path folder;

    @Test
    void theSameMembersGiveTheSameBytes() throws IOException {
        AnnexKey first = write("one.tar", "a", "bb");
        AnnexKey second = write("two.tar", "a", "bb");

        assertThat(first).isEqualTo(second);
        // The bytes are promised: a repository is compared by keys years later.
        assertThat(first).hasToString("MD5E-s3072--5315e7fced8651583dc4cb9f414c36da.tar");
        assertThat(Files.readAllBytes(folder.resolve("one.tar"))).hasSize(3072);
    }

    @Test
    void givesBackWhatWasPutIn() throws IOException {
        AnnexKey key = write("one.tar", "a", "bb");

        List<Path> members = ArchiveMembers.extract(Files.newInputStream(folder.resolve("one.tar")), key, folder);

        assertThat(members).hasSize(2);
        assertThat(members.get(0)).hasContent("a");
        assertThat(members.get(1)).hasContent("bb");
    }

    @Test
    void refusesContentThatIsNotTheKeys() throws IOException {
        AnnexKey key = write("one.tar", "a");

        assertThatThrownBy(() -> ArchiveMembers.extract(new ByteArrayInputStream(new byte[10240]), key, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.toString());
    }

    private AnnexKey write(String name, String... contents) throws IOException {
        try (SeriesArchive archive = new SeriesArchive(folder.resolve(name))) {
            for (String content : contents) {
                archive.add(Files.writeString(folder.resolve("content"), content));
            }
            return archive.finish(name);
        }
    }
}
