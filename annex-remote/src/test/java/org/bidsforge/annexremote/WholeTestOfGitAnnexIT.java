// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code git annex testremote} with all its key sizes, chunk sizes and encryptions; takes minutes. */
@Tag("long")
class WholeTestOfGitAnnexIT {
    @TempDir
    private Path folder;

    static List<GitAnnex> gitAnnex() throws IOException, InterruptedException {
        return GitAnnex.installed();
    }

    private void test(GitAnnex annex, Map<String, String> environment, String... store) throws Exception {
        Repositories repositories = new Repositories(annex, folder, environment);
        repositories.create("origin");
        List<String> command = new ArrayList<>(
                List.of("annex", "initremote", "store", "type=external", "externaltype=minio", "encryption=none"));
        command.addAll(List.of(store));
        repositories.git("origin", command.toArray(String[]::new));

        assertThat(repositories.git("origin", "annex", "testremote", "store"))
                .containsPattern("All [0-9]+ tests passed");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void passesOnAFolder(GitAnnex annex) throws Exception {
        test(annex, Map.of(), "url=" + folder.resolve("store").toUri());
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void passesOnMinio(GitAnnex annex) throws Exception {
        MinioServer minio = MinioServer.start(folder);
        try {
            test(annex, MinioServer.environment(), "url=" + minio.url(), "bucket=whole-test");
        } finally {
            minio.stop();
        }
    }
}
