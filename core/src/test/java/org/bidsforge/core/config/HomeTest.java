// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {
    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = new Home(folder.resolve("home"));
    }

    @Test
    void makesASecretOnceAndForItsOwnerOnly() throws IOException {
        Secret secret = home.secret("deid-key");

        assertThat(home.secret("deid-key")).isEqualTo(secret);
        assertThat(home.findSecret("deid-key")).hasValue(secret);
        assertThat(home.findSecret("other")).isEmpty();
        assertThat(secret.value()).matches("[A-Za-z0-9_-]{43}");
        assertThat(permissions("secrets/deid-key")).isEqualTo("rw-------");
        assertThat(permissions("secrets")).isEqualTo("rwx------");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.root().resolve(path)));
    }

    @Test
    void givesTheSameSecretToAllWhoAskAtOnce() throws InterruptedException, ExecutionException, IOException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Secret> ask = () -> home.secret("hook-secret");
        Set<String> seen = new HashSet<>();
        try {
            for (Future<Secret> answer :
                    threads.invokeAll(Stream.generate(() -> ask).limit(8).toList())) {
                seen.add(answer.get().value());
            }
        } finally {
            threads.shutdown();
        }

        assertThat(seen).hasSize(1);
        try (Stream<Path> files = Files.list(home.secrets())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void tellsWhereAProgramListensWhileItRuns() throws IOException {
        home.announce("service", "{\"port\": 1}");
        home.announce("service", "{\"port\": 2}");

        assertThat(home.announced("service")).hasValue("{\"port\": 2}");
        home.withdraw("service");
        assertThat(home.announced("service")).isEmpty();
    }

    @Test
    void refusesNamesThatLeadOut() {
        for (String name : List.of("../x", "", "A", "a/b")) {
            assertThatThrownBy(() -> home.secret(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
