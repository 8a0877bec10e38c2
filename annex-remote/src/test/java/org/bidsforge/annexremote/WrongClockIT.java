// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program on a machine whose clock is wrong, which MinIO, by the right time, does not put up with. */
class WrongClockIT {
    /** In parts. */
    private static final int LARGE = (20 << 20) + 12_345;

    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireFaketime() {
        if (!Files.isExecutable(Path.of("/usr/bin/faketime"))) {
            abort("no faketime: run script/bootstrap --test");
        }
    }

    /** The program as git-annex finds it, started with a clock that goes on from another time. */
    private Path launcher(String off) throws Exception {
        Path launcher = folder.resolve("programs/git-annex-remote-minio");
        Path right = Files.move(launcher, launcher.resolveSibling("right"));
        Files.writeString(launcher, "#!/bin/sh\nexec faketime -f '" + off + "' '" + right + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return launcher;
    }

    private String initRemote(Repositories repositories, String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("url=" + MINIO.server().url());
        settings.add("bucket=" + RunningMinio.newBucket());
        return repositories.initRemote("origin", "store", settings.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"+5h, ahead of", "-5h, behind", "-400d, behind"})
    void learnsTheTimeFromTheServer(String off, String says) throws Exception {
        Repositories repositories = new Repositories(GitAnnex.newest(), folder, MinioServer.environment());
        Path launcher = launcher(off);
        repositories.create("origin");
        SpecialRemoteContract.addSome(repositories);
        repositories.add("origin", Map.of("large", SpecialRemoteContract.noise(LARGE)));

        String init = initRemote(repositories);
        repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
        repositories.git("origin", "annex", "get", "-J2", ".");
        repositories.git("origin", "annex", "drop", "--from", "store", "sub-01");
        Ended doctor = repositories.tried("origin", launcher.toString(), "doctor");

        assertThat(init).contains("may write, read, list, delete");
        assertThat(repositories.file("origin", "large")).hasBinaryContent(SpecialRemoteContract.noise(LARGE));
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.output())
                .contains(says + " the server's; servers refuse from 15 minutes", "Fix: set this machine's clock")
                .contains("the store is this remote's", "may write, read, list, delete");
    }

    /** By its own clock a token that the server has just given would have ended long ago, or last for months. */
    @ParameterizedTest
    @CsvSource({"+5h", "-400d"})
    void usesTemporaryCredentialsByTheTimeOfTheirService(String off) throws Exception {
        Repositories repositories = new Repositories(GitAnnex.newest(), folder, MinioServer.environment());
        launcher(off);
        repositories.create("origin");
        SpecialRemoteContract.addSome(repositories);

        initRemote(repositories, "role-arn=arn:minio:iam:::role/any");
        repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        repositories.git("origin", "annex", "get", "-J2", ".");

        repositories.git("origin", "annex", "fsck", ".");
    }
}
