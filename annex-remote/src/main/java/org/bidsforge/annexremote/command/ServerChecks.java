// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.annexremote.remote.Settings;

/** Looks at the server without any credentials: does it answer, is it S3, who vouches for it, what time has it. */
final class ServerChecks {
    private static final Duration REFUSED_FROM = Duration.ofMinutes(15);
    private static final Duration SUSPICIOUS_FROM = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofDays(14);

    private final Settings settings;
    private final String remote;
    private final URI endpoint;
    private final Clock clock;

    ServerChecks(Settings settings, String remote, URI endpoint, Clock clock) {
        this.settings = settings;
        this.remote = remote;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        PlainHttp.Answer answer;
        try {
            answer = new PlainHttp(settings.route())
                    .send(HttpRequest.newBuilder(endpoint.resolve("/")).GET());
        } catch (IOException e) {
            findings.add(unreachable(e));
            return findings;
        }
        findings.add(kind(answer));
        answer.response().sslSession().ifPresent(session -> findings.add(certificates(session)));
        findings.add(clock(answer));
        return findings;
    }

    private Finding unreachable(IOException e) {
        String says = String.valueOf(e.getMessage());
        if (e.getCause() instanceof SSLException) {
            return Finding.failed(
                    "certificates",
                    says,
                    "git config remote." + remote + ".minio-cafile /path/to/authority.pem, if you trust who signed for "
                            + endpoint.getAuthority());
        }
        boolean refused = e.getCause() instanceof ConnectException;
        return Finding.failed(
                "server",
                says,
                refused
                        ? "start the server, or correct the address: git annex enableremote " + remote
                                + " url=https://host:port"
                        : "look at name, network and proxy: curl -sI " + endpoint);
    }

    private Finding kind(PlainHttp.Answer answer) {
        boolean s3 = answer.header("x-amz-request-id").isPresent();
        return s3
                ? Finding.ok(
                        "server",
                        endpoint + " answers as S3 (" + answer.header("Server").orElse("no name") + ")")
                : Finding.failed(
                        "server",
                        endpoint + " is not S3 (status " + answer.status() + "), perhaps a console's port",
                        "give the port of the S3 interface: git annex enableremote " + remote
                                + " url=https://host:9000");
    }

    private Finding certificates(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            List<String> names = new ArrayList<>();
            Instant end = Instant.MAX;
            for (Certificate certificate : chain) {
                if (certificate instanceof X509Certificate known) {
                    names.add(known.getSubjectX500Principal().getName());
                    Instant ends = known.getNotAfter().toInstant();
                    end = ends.isBefore(end) ? ends : end;
                }
            }
            String says = String.join(" signed by ", names) + ", valid until " + end.truncatedTo(ChronoUnit.SECONDS);
            boolean soon = end.isBefore(clock.instant().plus(SOON));
            return soon
                    ? Finding.note("certificates", says, "renew the certificate on the server")
                    : Finding.ok("certificates", says);
        } catch (SSLPeerUnverifiedException e) {
            return Finding.failed("certificates", String.valueOf(e.getMessage()), "");
        }
    }

    private Finding clock(PlainHttp.Answer answer) {
        Optional<Instant> theirs = answer.header("Date").flatMap(ServerChecks::time);
        if (theirs.isEmpty()) {
            return Finding.note("clock", "the server does not tell its time", "");
        }
        Duration skew = Duration.between(theirs.get(), clock.instant());
        long seconds = skew.abs().toSeconds();
        String says = seconds <= 2
                ? "as the server's"
                : seconds + " s " + (skew.isNegative() ? "behind" : "ahead of") + " the server's";
        String remedy = "set this machine's clock: timedatectl set-ntp true";
        if (skew.abs().compareTo(REFUSED_FROM) >= 0) {
            return Finding.failed("clock", says + "; servers refuse from 15 minutes", remedy);
        }
        return skew.abs().compareTo(SUSPICIOUS_FROM) >= 0
                ? Finding.note("clock", says, remedy)
                : Finding.ok("clock", says);
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
