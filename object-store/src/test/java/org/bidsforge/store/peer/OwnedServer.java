// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;

/** A server of one or more processes, whose port and owner were chosen for the test. */
abstract class OwnedServer implements S3Server {
    static final String USER = "bidsforge-test";
    static final String PASSWORD = "test-password";
    static final StoreCredentials OWNER =
            new StoreCredentials(USER, new Secret(PASSWORD), Optional.empty(), StoreCredentials.DEFAULT_REGION);

    private final int port;
    private final Deque<ServerProcess> processes = new ArrayDeque<>();

    OwnedServer(int port, ServerProcess... started) {
        this.port = port;
        this.processes.addAll(List.of(started));
    }

    /** The server needs this process, too. */
    final ServerProcess add(ServerProcess started) {
        processes.push(started);
        return started;
    }

    /** The last one that was started comes first. */
    final Deque<ServerProcess> processes() {
        return processes;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final StoreCredentials owner() {
        return OWNER;
    }

    @Override
    public void stop() throws InterruptedException {
        for (ServerProcess process : processes) {
            process.stop();
        }
    }
}
