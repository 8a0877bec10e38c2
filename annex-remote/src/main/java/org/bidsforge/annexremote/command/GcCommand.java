// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code git-annex-remote-minio gc}. */
@Command(
        name = "gc",
        description =
                "Lists uploads of large objects that were never completed, and aborts the old ones: their parts take"
                        + " up room that no listing shows.",
        footer =
                "MinIO lists such an upload only by the whole name of its object (--object), and drops it by itself after"
                        + " a day.",
        mixinStandardHelpOptions = true)
final class GcCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([mhd])");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Target target = new Target();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            defaultValue = "1d",
            description = "Abort what was begun longer ago, as 30m, 12h or 7d (default 1d); 0m for all.")
    private String age = "1d";

    @Option(names = "--dry-run", description = "Only list.")
    private boolean dryRun;

    @Option(names = "--object", paramLabel = "NAME", description = "Only uploads of this object, such as a key.")
    private String object = "";

    @Override
    public Integer call() throws IOException {
        Target.Opened opened = target.open();
        if (!(opened.settings().location() instanceof StoreLocation.S3 s3)) {
            throw new IllegalArgumentException(
                    "a folder has no uploads to tidy up: " + opened.settings().location());
        }
        Instant limit = Instant.now().minus(age(age));
        Bucket bucket =
                s3.bucket(opened.login().credentials(), opened.settings().options());
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong failed = new AtomicLong();
        bucket.uploads(opened.settings().prefix() + object, upload -> {
            boolean old = !upload.started().isAfter(limit);
            String fate = old ? (dryRun ? "would abort" : abort(bucket, upload, failed)) : "keeps";
            out.printf("%-12s %s  %s%n", fate, upload.started().truncatedTo(ChronoUnit.SECONDS), upload.name());
        });
        out.flush();
        return (failed.get() == 0 ? ExitCode.OK : ExitCode.PARTIAL).code();
    }

    private String abort(Bucket bucket, Bucket.Upload upload, AtomicLong failed) {
        try {
            bucket.abort(upload);
            return "aborted";
        } catch (StoreException e) {
            failed.incrementAndGet();
            spec.commandLine().getErr().println(e.getMessage());
            return "failed";
        }
    }

    static Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--older-than is a number with m, h or d: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
