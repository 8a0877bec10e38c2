// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.DatabaseLocation;
import org.bidsforge.service.hooks.GiteaHookEndpoint;
import org.bidsforge.service.inbox.Inbox;
import org.bidsforge.service.inbox.InboxWorker;
import org.bidsforge.service.inbox.Lanes;
import org.bidsforge.service.intake.Incidents;
import org.bidsforge.service.intake.IntakeEndpoint;
import org.bidsforge.service.intake.IntakeSessions;
import org.bidsforge.service.metrics.Health;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.pages.BoardEndpoint;
import org.bidsforge.service.pages.SessionEndpoint;
import org.bidsforge.service.pages.SessionListEndpoint;
import org.bidsforge.service.reconcile.Reconcile;
import org.bidsforge.service.reconcile.Timers;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Timeline;
import org.bidsforge.service.steward.StewardParts;
import org.bidsforge.service.steward.StudyMirror;
import org.bidsforge.service.steward.StudySteward;
import org.bidsforge.service.work.Claims;
import org.bidsforge.service.work.JobEndpoint;
import org.bidsforge.service.work.JobGrant;
import org.bidsforge.service.work.Pictures;
import org.bidsforge.service.work.Reports;
import org.bidsforge.service.work.WorkLedger;

/** All parts of the service put together around a forge; started when it is made. */
final class RunningService implements AutoCloseable {
    private static final String GIT_USER = "bidsforge";

    private final Database database;
    private final InboxWorker worker;
    private final ServiceServer server;
    private final Timers timers;
    private final Reconcile reconcile;

    /** What the service is put together from. */
    record Setup(
            Home home,
            Forge forge,
            Secret forgeToken,
            Secret hookSecret,
            Secret intakeToken,
            ServiceConfig.Listen listen,
            URI publicUrl,
            DatabaseLocation database,
            Duration reconcile,
            String storeUrl,
            Optional<JobGrant.StoreKeys> storeKeys,
            Clock clock) {}

    /** The records that everything else reads and writes. */
    private record Books(
            Inbox inbox,
            WorkLedger ledger,
            Reports reports,
            Pictures pictures,
            SessionStates states,
            Timeline timeline,
            IntakeSessions intake,
            Incidents incidents,
            Metrics metrics) {}

    private RunningService(
            Database database, InboxWorker worker, ServiceServer server, Timers timers, Reconcile reconcile) {
        this.database = database;
        this.worker = worker;
        this.server = server;
        this.timers = timers;
        this.reconcile = reconcile;
    }

    static RunningService start(Setup setup) throws IOException {
        Database database = Database.open(setup.database());
        Semaphore signal = new Semaphore(0);
        Books books = books(database, signal, setup.clock());
        Lanes lanes = new Lanes(database, setup.clock(), UUID.randomUUID().toString());
        if (setup.database().inFile()) {
            lanes.reclaim();
        }
        Reconcile reconcile =
                new Reconcile(setup.forge(), books.inbox, books.ledger, StudySteward.UNANSWERED, setup.clock());
        InboxWorker worker = new InboxWorker(lanes, steward(setup, books), signal);
        ServiceServer server = server(setup, books, database, reconcile);
        worker.start();
        Timers timers = Timers.start(reconcile, setup.reconcile());
        return new RunningService(database, worker, server, timers, reconcile);
    }

    /** Empties everything that the forge tells anew; the inbox, the intakes' words and incidents stay. */
    static void forget(Setup setup) throws IOException {
        try (Database database = Database.open(setup.database())) {
            new WorkLedger(database, setup.clock()).clear();
            new SessionStates(database, setup.clock()).clear();
            new Timeline(database, setup.clock()).clear();
        }
    }

    private static Books books(Database database, Semaphore signal, Clock clock) {
        Books books = new Books(
                new Inbox(database, clock, signal::release),
                new WorkLedger(database, clock),
                new Reports(database, clock),
                new Pictures(database),
                new SessionStates(database, clock),
                new Timeline(database, clock),
                new IntakeSessions(database, clock),
                new Incidents(database, clock),
                new Metrics());
        books.metrics.gauge("bidsforge_inbox_depth", () -> number(books.inbox::depth));
        books.metrics.gauge(
                "bidsforge_inbox_lag_seconds",
                () -> number(() -> books.inbox.lag().toSeconds()));
        books.metrics.gauge("bidsforge_inbox_dead", () -> number(books.inbox::dead));
        books.metrics.gauge("bidsforge_runs_live", () -> number(books.ledger::live));
        return books;
    }

    private static StudySteward steward(Setup setup, Books books) {
        StudyMirror mirror = new StudyMirror(
                setup.home().service().resolve("git"),
                repository -> new GitRemote(
                        URI.create(setup.forge().url() + "/" + repository.fullName() + ".git"),
                        GIT_USER,
                        setup.forgeToken()));
        return new StudySteward(new StewardParts(
                setup.forge(),
                mirror,
                books.ledger,
                books.reports,
                books.pictures,
                books.states,
                books.intake,
                books.timeline,
                books.metrics,
                pages(setup),
                setup.clock()));
    }

    private static ServiceServer server(Setup setup, Books books, Database database, Reconcile reconcile) {
        Clock clock = setup.clock();
        GiteaHookEndpoint hooks =
                new GiteaHookEndpoint(books.inbox, List.of(setup.hookSecret()), books.incidents, books.metrics, clock);
        JobEndpoint jobs = new JobEndpoint(
                new Claims(database, setup.forge().runs(), clock),
                books.reports,
                new JobGrant(setup.forge().url(), GIT_USER, setup.forgeToken(), setup.storeUrl(), setup.storeKeys()),
                books.inbox,
                books.metrics);
        Duration tolerance = setup.reconcile().multipliedBy(2).plusSeconds(30);
        BoardEndpoint board = new BoardEndpoint(
                books.states,
                books.intake,
                books.incidents,
                () -> new BoardEndpoint.Freshness(reconcile.seen(), tolerance),
                clock);
        SessionEndpoint sessions = new SessionEndpoint(
                new SessionEndpoint.Sources(books.states, books.timeline, books.reports, books.pictures, books.inbox),
                setup.listen().loopback(),
                clock);
        Health health = new Health()
                .with("database", () -> database.read(connection -> connection.isValid(2) ? "ok" : "not valid"))
                .with("forge", setup.forge()::version)
                .with("inboxLagSeconds", () -> books.inbox.lag().toSeconds())
                .with(
                        "newestHook",
                        () -> hooks.newest().equals(Instant.EPOCH)
                                ? ""
                                : hooks.newest().toString());
        ServiceServer.Endpoints endpoints = new ServiceServer.Endpoints(
                hooks,
                jobs,
                new IntakeEndpoint(books.intake, books.incidents, setup.intakeToken()),
                board,
                sessions,
                new SessionListEndpoint(books.states, books.intake, books.timeline, pages(setup)),
                health,
                books.metrics);
        return ServiceServer.start(endpoints, setup.listen(), hosts(setup));
    }

    private static URI pages(Setup setup) {
        return URI.create(setup.publicUrl() + "/");
    }

    /** The names under which browsers may come. */
    private static Set<String> hosts(Setup setup) {
        Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(setup.listen().host());
        hosts.add(setup.publicUrl().getHost());
        return hosts;
    }

    /** A number for a gauge; −1 says that it cannot be told now. */
    private static long number(Reading number) {
        try {
            return number.read();
        } catch (IOException e) {
            return -1;
        }
    }

    @FunctionalInterface
    private interface Reading {
        long read() throws IOException;
    }

    int port() {
        return server.port();
    }

    /** How many studies there are to look at. */
    int reconcile() throws IOException {
        return reconcile.all();
    }

    /** No new work is begun, what has begun is finished or handed back; hooks are taken until the end. */
    @Override
    public void close() throws IOException {
        timers.close();
        worker.close();
        server.close();
        database.close();
    }
}
