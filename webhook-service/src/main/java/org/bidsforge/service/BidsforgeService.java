// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.bidsforge.core.config.ConfigException;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.embedded.EmbeddedForge;
import org.bidsforge.forge.gitea.GiteaForge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook service: takes the forge's hooks, keeps the sessions moving, serves the pages and, by
 * default, brings the forge itself.
 */
public final class BidsforgeService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BidsforgeService.class);
    private static final String USAGE = """
            Usage: bidsforge-service [rebuild]

            Takes the forge's hooks, keeps sessions moving and serves the pages, until it is told to stop (SIGTERM).
              rebuild   forgets all that can be derived from the forge, and derives it anew while it serves
            Settings come from the environment; webhook-service/README.md lists them.
            """;

    /** What was opened, the last on top; closed in that order. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private final RunningService service;

    private interface Part {
        void close() throws IOException;
    }

    private BidsforgeService(ServiceConfig config, boolean rebuild) throws IOException {
        try {
            this.service = open(config, rebuild);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        int code = run(List.of(arguments), System.getenv(), System.err);
        if (code != ExitCode.OK.code()) {
            System.exit(code);
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment, PrintStream err)
            throws InterruptedException {
        boolean rebuild = arguments.equals(List.of("rebuild"));
        if (!arguments.isEmpty() && !rebuild) {
            err.print(USAGE);
            return arguments.equals(List.of("--help")) ? ExitCode.OK.code() : ExitCode.USAGE.code();
        }
        try {
            ServiceConfig config = ServiceConfig.of(environment);
            BidsforgeService running = new BidsforgeService(config, rebuild);
            running.awaitStop();
            return ExitCode.OK.code();
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("bidsforge-service: " + problem));
            return ExitCode.USAGE.code();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Start failed", e);
            err.println("bidsforge-service: " + e.getMessage());
            return ExitCode.FAILURE.code();
        }
    }

    private RunningService open(ServiceConfig config, boolean rebuild) throws IOException {
        Home home = config.home();
        FolderLock lock = FolderLock.take(home.service());
        parts.push(lock::close);
        Secret token = config.secrets().forgeToken(home);
        ServiceConfig.Listen listen = withPort(config.service());
        URI reached = config.publicUrl().orElse(URI.create("http://" + listen.host() + ":" + listen.port()));
        URI forgeUrl = forge(config, token, reached);
        RunningService.Setup setup = new RunningService.Setup(
                home,
                new GiteaForge(forgeUrl, token),
                token,
                config.secrets().hookSecret(home),
                config.secrets().intakeToken(home),
                listen,
                reached,
                config.database(),
                config.reconcile(),
                config.storeUrl(),
                config.storeKeys(),
                Clock.systemUTC());
        if (rebuild) {
            RunningService.forget(setup);
        }
        RunningService started = RunningService.start(setup);
        parts.push(started::close);
        announce(home, "service", reached);
        if (!listen.loopback()) {
            LOG.warn("Whoever reaches {} can read the pages: there is no sign-in yet", reached);
        }
        LOG.info("The service listens on {}", reached);
        return started;
    }

    /** The embedded forge is started here; any other is only asked. */
    private URI forge(ServiceConfig config, Secret token, URI serviceUrl) throws IOException {
        if (!config.embedded()) {
            return config.forgeUrl().orElseThrow();
        }
        EmbeddedForge forge = LocalForge.start(config, token, serviceUrl);
        parts.push(forge::close);
        URI url = URI.create(forge.url());
        announce(config.home(), "forge", url);
        return url;
    }

    private void announce(Home home, String program, URI url) throws IOException {
        home.announce(
                program,
                "{\"url\": \"" + url + "\", \"port\": " + url.getPort() + ", \"pid\": "
                        + ProcessHandle.current().pid() + "}\n");
        parts.push(() -> home.withdraw(program));
    }

    /** Chosen before anything starts, because jobs and hooks must be told it. */
    private static ServiceConfig.Listen withPort(ServiceConfig.Listen wanted) throws IOException {
        if (wanted.port() != 0) {
            return wanted;
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(wanted.host()))) {
            return new ServiceConfig.Listen(wanted.host(), free.getLocalPort());
        }
    }

    /** Until the process is told to end. */
    private void awaitStop() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close();
                            stopped.countDown();
                        },
                        "stop"));
        LOG.debug("Serving on port {}", service.port());
        stopped.await();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("A part did not stop in order: {}", e.getMessage());
            }
        }
    }
}
