// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.peer.CephServer;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3ProxyServer;
import org.bidsforge.store.peer.S3Server;
import org.bidsforge.store.peer.VersityServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code git annex testremote}: all its key sizes, chunk sizes, encryptions and exports on MinIO, its fast part on other
 * servers; and on request everything everywhere, which takes 45 minutes.
 */
class WholeTestOfGitAnnexIT {
    private static final Pattern PASSED = Pattern.compile("All ([0-9]+) tests passed");
    /** How many tests git-annex has had for a remote that also exports, from 10.20230126 to 10.20261026. */
    private static final int WHOLE = 573;

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    /** A way to start a server with its data in a folder. */
    @FunctionalInterface
    private interface Start {
        S3Server in(Path folder) throws IOException, InterruptedException;
    }

    static List<GitAnnex> newest() throws IOException, InterruptedException {
        List<GitAnnex> installed = GitAnnex.installed();
        return installed.subList(installed.size() - 1, installed.size());
    }

    static List<GitAnnex> everyWay() throws IOException, InterruptedException {
        return GitAnnex.installed().stream()
                .flatMap(annex -> Stream.of(annex, annex.withoutJobs()))
                .toList();
    }

    private void test(GitAnnex annex, Map<String, String> environment, List<String> store, String... how)
            throws Exception {
        Repositories repositories = new Repositories(annex, folder, environment);
        repositories.create("origin");
        repositories.initRemote("origin", "store", store.toArray(String[]::new));
        List<String> test = new ArrayList<>(List.of("annex", "testremote", "store"));
        test.addAll(List.of(how));

        String output = repositories.git("origin", test.toArray(String[]::new));
        Matcher passed = PASSED.matcher(output);
        assertThat(passed.find()).as(output).isTrue();
        if (how.length == 0) {
            assertThat(Integer.parseInt(passed.group(1))).isGreaterThanOrEqualTo(WHOLE);
        }
    }

    private void testOn(Start start, GitAnnex annex, String... how) throws Exception {
        S3Server server = start.in(folder);
        try {
            testOn(server, annex, how);
        } finally {
            server.stop();
        }
    }

    private void testOn(S3Server server, GitAnnex annex, String... how) throws Exception {
        StoreCredentials owner = server.owner();
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID",
                owner.accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                owner.secretKey().value());
        String bucket = "bucket=whole-test-" + BUCKETS.incrementAndGet();
        test(annex, environment, List.of("url=http://127.0.0.1:" + server.port(), bucket), how);
    }

    @ParameterizedTest
    @MethodSource("newest")
    void passesOnMinio(GitAnnex annex) throws Exception {
        testOn(MinioServer::start, annex);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void passesItsFastPartOnVersity(GitAnnex annex) throws Exception {
        testOn(VersityServer::start, annex, "--fast");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    @Tag("long")
    void passesOnMinioInEveryWay(GitAnnex annex) throws Exception {
        testOn(MinioServer::start, annex);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    @Tag("long")
    void passesOnVersityInEveryWay(GitAnnex annex) throws Exception {
        testOn(VersityServer::start, annex);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void passesItsFastPartOnS3Proxy(GitAnnex annex) throws Exception {
        testOn(S3ProxyServer::start, annex, "--fast");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    @Tag("long")
    void passesOnS3ProxyInEveryWay(GitAnnex annex) throws Exception {
        testOn(S3ProxyServer::start, annex);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void passesItsFastPartOnCeph(GitAnnex annex) throws Exception {
        testOn(CephServer.shared(), annex, "--fast");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    @Tag("long")
    void passesOnCephInEveryWay(GitAnnex annex) throws Exception {
        testOn(CephServer.shared(), annex);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    @Tag("long")
    void passesOnAFolderInEveryWay(GitAnnex annex) throws Exception {
        test(annex, Map.of(), List.of("url=" + folder.resolve("store").toUri()));
    }
}
