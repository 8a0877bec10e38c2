// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.minio.MinioClient;
import io.minio.SetBucketPolicyArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people do with a bucket, from the first command to the last. */
class MinioWorkflowsIT {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @TempDir
    private Path work;

    private final String bucket = RunningMinio.newBucket();

    static List<GitAnnex> gitAnnex() throws IOException, InterruptedException {
        return GitAnnex.installed();
    }

    private Repositories repository(GitAnnex annex) throws Exception {
        Repositories repositories = new Repositories(annex, work, MinioServer.environment());
        repositories.create("origin");
        return repositories;
    }

    private String initRemote(Repositories repositories, String name, String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("url=" + MINIO.server().url(), "bucket=" + bucket));
        return repositories.initRemote("origin", name, settings.toArray(String[]::new));
    }

    private void initBuiltIn(Repositories repositories, String... more) throws Exception {
        repositories.git("origin", "config", "annex.security.allowed-ip-addresses", "all");
        List<String> command = new ArrayList<>(List.of("annex", "initremote", "builtin", "type=S3", "encryption=none"));
        command.addAll(
                List.of("host=127.0.0.1", "port=" + MINIO.server().port(), "protocol=http", "requeststyle=path"));
        command.addAll(List.of("bucket=" + bucket, "fileprefix=lab/"));
        command.addAll(List.of(more));
        repositories.git("origin", command.toArray(String[]::new));
    }

    private String launcher() {
        return work.resolve("programs/git-annex-remote-minio").toString();
    }

    private String program(Repositories repositories, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(List.of(arguments));
        return repositories.run("origin", command.toArray(String[]::new));
    }

    private static MinioClient administrator() {
        return MinioClient.builder()
                .endpoint(MINIO.server().url())
                .region("us-east-1")
                .credentials(
                        MinioServer.credentials().accessKey(),
                        MinioServer.credentials().secretKey().value())
                .build();
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void adoptsTheBucketOfTheBuiltInRemoteAndGivesItBack(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initBuiltIn(repositories);
        SpecialRemoteContract.addSome(repositories);
        repositories.git("origin", "annex", "copy", "--to", "builtin", ".");

        String init = initRemote(repositories, "store", "--sameas=builtin", "prefix=lab/");
        repositories.git("origin", "annex", "fsck", "--from", "store", ".");
        repositories.git("origin", "annex", "drop", ".");
        repositories.git("origin", "annex", "get", "--from", "store", ".");
        repositories.add("origin", Map.of("new.nii.gz", SpecialRemoteContract.noise(5000)));
        repositories.git("origin", "annex", "move", "--to", "store", "new.nii.gz");

        assertThat(init).contains("may write, read, list, delete");
        repositories.git("origin", "annex", "get", "--from", "builtin", "new.nii.gz");
        repositories.git("origin", "annex", "fsck", "--from", "builtin", ".");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void letsTheBuiltInRemoteTakeOver(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store", "prefix=lab/");
        SpecialRemoteContract.addSome(repositories);
        repositories.git("origin", "annex", "copy", "--to", "store", ".");

        initBuiltIn(repositories, "--sameas=store");

        repositories.git("origin", "annex", "fsck", "--from", "builtin", ".");
        repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void exportsATreeAndFollowsItsRenames(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store", "exporttree=yes");
        Map<String, byte[]> files = new HashMap<>();
        files.put("a b/ü/x%&:;#?'\" ", SpecialRemoteContract.noise(10));
        files.put("zero", new byte[0]);
        files.put("-dash", SpecialRemoteContract.noise(30));
        repositories.add("origin", files);
        repositories.git("origin", "annex", "export", "main", "--to", "store");

        repositories.git("origin", "mv", "a b", "c d");
        repositories.git("origin", "commit", "-q", "-m", "rename");
        String renamed = repositories.git("origin", "annex", "export", "main", "--to", "store");

        assertThat(renamed).contains("rename store").doesNotContain("export store");
        repositories.git("origin", "annex", "fsck", "--from", "store");
        assertThat(program(repositories, "du", "--json", "--depth", "2"))
                .contains("\"folder\":\"c d/ü/\"")
                .doesNotContain("a b", "annex-uuid");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void servesSixteenJobs(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store");
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 80; i++) {
            files.put("file " + i, SpecialRemoteContract.noise(i * 500));
        }
        repositories.add("origin", files);

        repositories.git("origin", "annex", "move", "-J16", "--to", "store", ".");
        repositories.git("origin", "annex", "get", "-J16", ".");

        repositories.git("origin", "annex", "fsck", ".");
        repositories.git("origin", "annex", "drop", "-J16", "--from", "store", "--force", ".");
        assertThat(program(repositories, "du")).contains(" 1  (all)");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void takesOnARoleForItsTransfers(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store", "role-arn=arn:minio:iam:::role/any");
        SpecialRemoteContract.addSome(repositories);

        repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        repositories.git("origin", "annex", "get", ".");

        assertThat(repositories.git("origin", "annex", "info", "store")).contains("in a role");
        assertThat(program(repositories, "doctor")).contains("in a role, temporary");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void keepsWhatIsDroppedWhereTheBucketKeepsVersions(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store");
        administrator()
                .setBucketVersioning(SetBucketVersioningArgs.builder()
                        .bucket(bucket)
                        .config(new VersioningConfiguration(VersioningConfiguration.Status.ENABLED, null, null, null))
                        .build());
        SpecialRemoteContract.addSome(repositories);
        repositories.git("origin", "annex", "copy", "--to", "store", ".");

        repositories.git("origin", "annex", "drop", "--from", "store", ".");

        assertThat(repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", "."))
                .doesNotContain("failed");
        assertThat(program(repositories, "doctor")).contains("keeps versions of what is deleted");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void readsAPublicBucketWithoutCredentials(GitAnnex annex) throws Exception {
        Repositories owner = repository(annex);
        initRemote(
                owner, "store", "autoenable=true", "publicurl=" + MINIO.server().url() + "/" + bucket + "/");
        SpecialRemoteContract.addSome(owner);
        owner.git("origin", "annex", "copy", "--to", "store", ".");
        administrator()
                .setBucketPolicy(SetBucketPolicyArgs.builder()
                        .bucket(bucket)
                        .config("""
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]},
                                 "Action": ["s3:GetObject", "s3:ListBucket"],
                                 "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}]}""".formatted(bucket))
                        .build());
        owner.publish("origin");
        Repositories stranger = owner.as(Map.of());

        stranger.cloneHub("clone");
        stranger.git("clone", "config", "annex.security.allowed-ip-addresses", "all");
        stranger.git("clone", "annex", "get", "-J4", ".");

        stranger.git("clone", "annex", "fsck", "--fast", "--from", "store", ".");
        assertThat(stranger.git("clone", "annex", "whereis", "sub-07/a b&c%ü.nii.gz"))
                .contains(MINIO.server().url() + "/" + bucket);
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void copiesMetadataToTheObjects(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store", "metadata=yes", "x-amz-meta=owner=lab", "x-amz-tagging=class=raw");
        repositories.git("origin", "config", "annex.backend", "MD5E");
        repositories.add("origin", Map.of("file", "hello".getBytes(StandardCharsets.UTF_8)));
        repositories.git("origin", "annex", "metadata", "-s", "subject=Jürgen 1", "-t", "pilot", "file");

        repositories.git("origin", "annex", "copy", "--to", "store", "file");

        StatObjectResponse stat = administrator()
                .statObject(StatObjectArgs.builder()
                        .bucket(bucket)
                        .object("MD5E-s5--5d41402abc4b2a76b9719d911017c592")
                        .build());
        assertThat(stat.headers().toString()).contains("lab", "J%C3%BCrgen+1", "pilot");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void tellsAPersonWhatIsWrong(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store", "prefix=lab/");
        Repositories stranger = repositories.as(Map.of());

        assertThat(program(repositories, "doctor"))
                .contains(
                        "answers as S3",
                        "as the server's",
                        "the store is this remote's",
                        "may write, read, list, delete")
                .doesNotContain("failed", MinioServer.environment().get("AWS_SECRET_ACCESS_KEY"));
        assertThat(program(repositories, "login", "--forget")).contains("Forgotten");
        assertThat(program(stranger, "doctor")).contains("git-annex-remote-minio login store");
        Ended console = stranger.tried(
                "origin", launcher(), "doctor", "--url", MINIO.server().consoleUrl(), "--bucket", bucket);
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.output()).contains("is not S3", "Fix:");
        Ended away = stranger.tried("origin", launcher(), "du", "--url", "http://127.0.0.1:1", "--bucket", bucket);
        assertThat(away.exit()).isEqualTo(6);
        assertThat(program(repositories, "gc", "--dry-run")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void holdsTheGitRepositoryItself(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        if (!repositories
                .tried("origin", "git", "annex", "initremote", "--help")
                .output()
                .contains("--with-url")) {
            abort(annex + " knows no annex:: URLs");
        }
        initRemote(repositories, "store", "--with-url");
        SpecialRemoteContract.addSome(repositories);

        repositories.git("origin", "annex", "copy", "--to", "store", ".");
        repositories.git("origin", "push", "-q", "store", "main", "git-annex");
        String uuid =
                repositories.git("origin", "config", "remote.store.annex-uuid").strip();
        String url = "annex::" + uuid + "?type=external&externaltype=minio&encryption=none&url="
                + MINIO.server().url() + "&bucket=" + bucket;
        // Such a URL tells no HEAD, and git would look for whatever branch is its own default.
        repositories.git(".", "clone", "-q", "-b", "main", url, "clone");
        repositories.git("clone", "annex", "get", ".");

        assertThat(repositories.git("clone", "ls-files")).contains("sub-07");
        repositories.git("clone", "annex", "fsck", ".");
    }

    static Stream<Arguments> kills() throws IOException, InterruptedException {
        List<GitAnnex> installed = GitAnnex.installed();
        return Stream.of("1", "1.5", "2", "3").map(seconds -> Arguments.of(installed.get(0), seconds));
    }

    /** Kills git, git-annex and the remote alike, as a crash of the machine does, in whatever phase they are. */
    @ParameterizedTest
    @MethodSource("kills")
    void goesOnAfterItWasKilled(GitAnnex annex, String seconds) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store");
        repositories.add("origin", Map.of("large", SpecialRemoteContract.noise(150_000_000)));

        repositories.tried(
                "origin", "timeout", "-s", "KILL", seconds, "git", "annex", "copy", "--to", "store", "large");
        repositories.git("origin", "annex", "copy", "--to", "store", "large");
        repositories.git("origin", "annex", "drop", "large");
        repositories.tried("origin", "timeout", "-s", "KILL", seconds, "git", "annex", "get", "large");
        repositories.git("origin", "annex", "get", "large");

        repositories.git("origin", "annex", "fsck", "large");
        repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", "large");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void takesCredentialsFromACommandAndAsksAgainWhenTheyEnd(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        initRemote(repositories, "store");
        SpecialRemoteContract.addSome(repositories);
        Path asked = work.resolve("asked");
        // They end in the second in which they are given: each request needs new ones.
        Path give = Files.writeString(work.resolve("give"), """
                #!/bin/sh
                echo asked >> '%s'
                echo '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s", "Expiration": "'$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)'"}'
                """.formatted(
                        asked,
                        MinioServer.credentials().accessKey(),
                        MinioServer.credentials().secretKey().value()));
        repositories.run("origin", "chmod", "700", give.toString());
        repositories.run("origin", launcher(), "login", "--forget");
        repositories.git("origin", "config", "remote.store.minio-credential-process", give.toString());
        Repositories stranger = repositories.as(Map.of());

        stranger.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        stranger.git("origin", "annex", "get", ".");

        assertThat(Files.readAllLines(asked)).hasSizeGreaterThan(2);
        assertThat(stranger.git("origin", "annex", "info", "store")).contains("the credential process");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void refusesAStoreThatRefusesARight(GitAnnex annex) throws Exception {
        Repositories repositories = repository(annex);
        Repositories wrong = repositories.as(Map.of("AWS_ACCESS_KEY_ID", "nobody", "AWS_SECRET_ACCESS_KEY", "wrong"));

        Ended init =
                wrong.triedInitRemote("origin", "store", "url=" + MINIO.server().url(), "bucket=" + bucket);

        assertThat(init.exit()).isNotZero();
        assertThat(init.output()).contains("InvalidAccessKeyId").doesNotContain("wrong");
    }
}
