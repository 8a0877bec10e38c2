// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Variable;
import org.bidsforge.dicom.net.StorageServer;
import org.bidsforge.intake.board.HttpBoard;
import org.bidsforge.intake.commit.Repositories;
import org.bidsforge.intake.course.SessionLoop;
import org.bidsforge.intake.course.SessionLoop.Pace;
import org.bidsforge.intake.course.SourcedataCourse;
import org.bidsforge.intake.receive.AssociationWatch;
import org.bidsforge.intake.receive.Incidents;
import org.bidsforge.intake.receive.OpenAssociations;
import org.bidsforge.intake.receive.SpoolingStore;
import org.bidsforge.intake.route.Router;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.SpaceReserve;
import org.bidsforge.intake.spool.Spool;

/** A running intake: knows every concrete class, starts them in order and stops them in the opposite order. */
final class Receiver implements Closeable {
    private static final String PROGRAM = "intake";

    private final Home home;
    private final StorageServer server;
    private final Deque<Closeable> parts;

    private Receiver(Home home, StorageServer server, Deque<Closeable> parts) {
        this.home = home;
        this.server = server;
        this.parts = parts;
    }

    static Receiver start(Environment environment) throws IOException {
        Deque<Closeable> parts = new ArrayDeque<>();
        try {
            return start(environment, parts);
        } catch (IOException | RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private static Receiver start(Environment environment, Deque<Closeable> parts) throws IOException {
        Neighbours neighbours = new Neighbours(environment);
        IntakeConfig config = IntakeConfig.of(environment);
        Home home = config.home();
        InstantSource clock = InstantSource.system();
        Secret key = secret(environment, Variable.BIDSFORGE_DEID_KEY, home, "deid-key");
        Secret token = secret(environment, Variable.BIDSFORGE_INTAKE_TOKEN, home, "intake-token");

        Spool spool = Spool.open(home.spool(), new Fingerprints(key.bytes()), clock);
        parts.push(spool);
        HttpBoard board = new HttpBoard(neighbours::service, token);
        parts.push(board);
        board.start();
        Path mirrors = home.spool().resolve("mirrors");
        Repositories repositories = new Repositories(neighbours, config.store().open(config.login()), mirrors);
        Router router = new Router(repositories, key, config.defaultStudy().orElse(null));
        SourcedataCourse course = new SourcedataCourse(router, repositories);
        SessionLoop loop = new SessionLoop(spool, course, board, Pace.closingAfter(config.close()), clock);
        parts.push(loop);
        loop.start();
        Incidents incidents = new Incidents(board, clock);
        OpenAssociations associations = new OpenAssociations();
        StorageServer server = StorageServer.start(
                config.dicom(),
                new SpoolingStore(spool, SpaceReserve.of(home.spool(), config.reserve()), incidents, associations),
                new AssociationWatch(associations, incidents));
        parts.push(server::close);
        home.announce(
                PROGRAM,
                "{\"port\":" + server.port() + ",\"pid\":"
                        + ProcessHandle.current().pid() + "}\n");
        return new Receiver(home, server, parts);
    }

    /** A secret as set, else the home folder's own, made at the first use. */
    private static Secret secret(Environment environment, Variable variable, Home home, String name)
            throws IOException {
        Optional<Secret> set = environment.secret(variable);
        if (set.isPresent()) {
            return set.get();
        }
        return home.secret(name);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        home.withdraw(PROGRAM);
        close(parts);
    }

    private static void close(Deque<Closeable> parts) throws IOException {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
