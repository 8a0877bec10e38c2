// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.bidsforge.core.config.Environment;
import org.bidsforge.intake.spool.Answers;
import org.bidsforge.intake.spool.Keep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: receives DICOM until it is stopped, or takes a person's answer about a held session. */
public final class BidsforgeIntake {
    private static final Logger LOG = LoggerFactory.getLogger(BidsforgeIntake.class);
    private static final String USAGE = """
            usage: bidsforge-intake                            receive until stopped
                   bidsforge-intake keep SESSION first|second  decide which of two objects of one instance goes on
            Settings are environment variables, see the README.
            """;

    private BidsforgeIntake() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            Environment environment = Environment.of(System.getenv());
            if (arguments.isEmpty()) {
                return serve(environment);
            }
            if (arguments.size() == 3 && arguments.get(0).equals("keep")) {
                Keep keep = Keep.valueOf(arguments.get(2).toUpperCase(Locale.ROOT));
                Answers.leave(environment.home().spool(), arguments.get(1), keep);
                return 0;
            }
            System.err.print(USAGE);
            return 2;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            LOG.error("The intake cannot start: {}", e.getMessage(), e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int serve(Environment environment) throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (Receiver receiver = Receiver.start(environment)) {
            LOG.info("Receiving DICOM on port {}", receiver.port());
            stopped.await();
            return 0;
        } finally {
            closed.countDown();
        }
    }
}
