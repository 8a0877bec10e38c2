// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.messages.RetentionMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.peer.Keeper;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** git-annex with buckets of a real MinIO that keep versions, or lock them. */
class KeptVersionsIT {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @TempDir
    private Path folder;

    private final String bucket = RunningMinio.newBucket();
    private Keeper keeper;

    @BeforeEach
    void findKeeper() {
        keeper = new Keeper(MINIO.server());
    }

    private Repositories repository(GitAnnex annex) throws Exception {
        Repositories repositories = new Repositories(annex, folder, MinioServer.environment());
        repositories.create("origin");
        SpecialRemoteContract.addSome(repositories);
        return repositories;
    }

    private String initRemote(Repositories repositories, String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("url=" + MINIO.server().url(), "bucket=" + bucket));
        return repositories.initRemote("origin", "store", settings.toArray(String[]::new));
    }

    static Stream<Arguments> deletions() throws IOException, InterruptedException {
        return GitAnnex.installed().stream()
                .flatMap(annex -> Stream.of("hide", "all-versions").map(deletion -> Arguments.of(annex, deletion)));
    }

    /** Two copies of each of twelve contents, and two marks that they are gone; or nothing. */
    @ParameterizedTest
    @MethodSource("deletions")
    void leavesTheVersionsOfWhatIsDroppedOrNone(GitAnnex annex, String deletion) throws Exception {
        keeper.makeVersioned(bucket);
        Repositories repositories = repository(annex);

        String init = initRemote(repositories, "deletion=" + deletion);
        for (int round = 0; round < 2; round++) {
            repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
            repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
            repositories.git("origin", "annex", "get", "-J2", ".");
            repositories.git("origin", "annex", "drop", "-J2", "--from", "store", ".");
        }

        assertThat(init).contains("keeps versions of what is deleted");
        repositories.git("origin", "annex", "fsck", ".");
        assertThat(repositories.git("origin", "annex", "whereis", ".")).doesNotContain("[store]");
        assertThat(keeper.versions(bucket, "SHA256E")).isEqualTo(deletion.equals("hide") ? 48 : 0);
        if (!deletion.equals("hide")) {
            assertThat(keeper.versions(bucket, ""))
                    .as("only whose the store is")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void leavesTheVersionsOfWhatIsNoLongerExportedOrNone(GitAnnex annex, String deletion) throws Exception {
        keeper.makeVersioned(bucket);
        Repositories repositories = repository(annex);
        initRemote(repositories, "exporttree=yes", "deletion=" + deletion);
        repositories.git("origin", "annex", "export", "main", "--to", "store");

        repositories.git("origin", "mv", "sub-01", "renamed");
        repositories.git("origin", "rm", "-q", "-r", "sub-02");
        repositories.git("origin", "commit", "-q", "-m", "rename and remove");
        repositories.git("origin", "annex", "export", "main", "--to", "store");

        repositories.git("origin", "annex", "fsck", "--from", "store");
        assertThat(keeper.versions(bucket, "renamed/")).isEqualTo(1);
        assertThat(keeper.versions(bucket, "sub-01/")).isEqualTo(deletion.equals("hide") ? 2 : 0);
        assertThat(keeper.versions(bucket, "sub-02/")).isEqualTo(deletion.equals("hide") ? 2 : 0);
    }

    @ParameterizedTest
    @EnumSource(RetentionMode.class)
    void saysThatALockIsWhyNothingIsDropped(RetentionMode mode) throws Exception {
        keeper.makeLocked(bucket, mode);
        Repositories repositories = repository(GitAnnex.newest());

        String init = initRemote(repositories, "deletion=all-versions");
        repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        Ended drop = repositories.tried("origin", "git", "annex", "drop", "--force", "--from", "store", ".");

        assertThat(init).contains("may write, read, list, but delete nothing before its lock ends", "can lock them");
        assertThat(drop.exit()).isNotZero();
        assertThat(drop.output()).contains("a lock (retention or legal hold) protects it until it ends");
        repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
        repositories.git("origin", "annex", "get", "-J2", ".");
        repositories.git("origin", "annex", "fsck", ".");
    }

    @Test
    void hidesWhatIsDroppedThoughItIsLocked() throws Exception {
        keeper.makeLocked(bucket, RetentionMode.COMPLIANCE);
        Repositories repositories = repository(GitAnnex.newest());

        String init = initRemote(repositories);
        repositories.git("origin", "annex", "copy", "-J2", "--to", "store", ".");
        repositories.git("origin", "annex", "drop", "--from", "store", ".");

        assertThat(init).contains("may write, read, list, delete");
        assertThat(repositories.git("origin", "annex", "whereis", ".")).doesNotContain("[store]");
        assertThat(keeper.versions(bucket, "SHA256E")).isEqualTo(24);
    }

    /** What is renamed is there by its new name; the old one stays, which git-annex is told. */
    @Test
    void losesNothingWhenALockedExportIsRenamed() throws Exception {
        keeper.makeLocked(bucket, RetentionMode.GOVERNANCE);
        Repositories repositories = repository(GitAnnex.newest());
        initRemote(repositories, "exporttree=yes", "deletion=all-versions");
        repositories.git("origin", "annex", "export", "main", "--to", "store");
        repositories.git("origin", "mv", "sub-01", "renamed");
        repositories.git("origin", "commit", "-q", "-m", "rename");

        Ended export = repositories.tried("origin", "git", "annex", "export", "main", "--to", "store");

        assertThat(export.exit()).isNotZero();
        assertThat(export.output()).contains("a lock (retention or legal hold) protects it until it ends");
        assertThat(keeper.versions(bucket, "sub-01/")).isEqualTo(1);
        assertThat(keeper.versions(bucket, "renamed/")).isPositive();
    }
}
