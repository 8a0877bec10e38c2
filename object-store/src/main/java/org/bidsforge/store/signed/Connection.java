// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.http.Answer;
import org.bidsforge.store.http.Client;

/**
 * Signs requests to one bucket, and lets only the good answers of S3 pass. A clock or a
 * region that is wrong, and credentials that have ended, are put right when the server says so.
 */
final class Connection {
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    /** The clock, the region, the credentials. */
    private static final int MOST_CORRECTIONS = 3;

    private static final Pattern REGION = Pattern.compile(
            "<(?:Region|LocationConstraint)[^>]{0,200}>([a-z0-9-]{1,50})</(?:Region|LocationConstraint)>");

    private final StoreLocation.S3 location;
    private final S3Options options;
    private final CredentialSource credentials;
    private final Clock clock;
    private final Client client;
    private final Signature signature = new Signature();
    private final String host;
    private final String base;
    private volatile Duration skew = Duration.ZERO;
    private volatile Optional<String> region;

    Connection(StoreLocation.S3 location, CredentialSource credentials, S3Options options, Clock clock) {
        this.location = location;
        this.credentials = credentials;
        this.options = options;
        this.clock = clock;
        this.region = options.region();
        URI endpoint = location.endpoint();
        boolean inPath = options.addressing() == S3Options.Addressing.PATH;
        int port = endpoint.getPort();
        int usual = location.isEncrypted() ? 443 : 80;
        this.host = (inPath ? "" : location.bucket() + ".")
                + endpoint.getHost()
                + (port == -1 || port == usual ? "" : ":" + port);
        this.base = inPath ? "/" + location.bucket() : "";
        this.client =
                new Client(URI.create(endpoint.getScheme() + "://" + host), options.proxy(), options.certificates());
    }

    StoreLocation.S3 location() {
        return location;
    }

    S3Options options() {
        return options;
    }

    /** Whether somebody between here and the server could change what is not signed. */
    boolean isOpen() {
        String name = String.valueOf(location.endpoint().getHost());
        return !location.isEncrypted()
                && !name.equals("127.0.0.1")
                && !name.equals("localhost")
                && !name.equals("[::1]");
    }

    String region() throws IOException {
        return region.isPresent() ? region.get() : credentials.present().region();
    }

    String path(String object) {
        String path = object.isEmpty() ? base : base + "/" + Escape.path(object);
        return path.isEmpty() ? "/" : path;
    }

    /** A good answer of S3, which the caller closes. The name is that of the object in the caller's words. */
    Answer send(String action, String name, Request request) throws IOException {
        try {
            return again(request);
        } catch (RefusedException e) {
            throw new StoreException(e.kind(), action, name, reason(e), e);
        } catch (ContentException | StoreException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, message(e), e);
        } catch (IOException e) {
            throw new StoreException(kind(e), action, name, message(e), e);
        }
    }

    private static Kind kind(IOException e) {
        // A certificate does not get better by asking again.
        return e instanceof javax.net.ssl.SSLHandshakeException ? Kind.PERMANENT : Kind.TRANSIENT;
    }

    private static String reason(RefusedException e) {
        return e.isLocked()
                ? "a lock (retention or legal hold) protects it until it ends: " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What a request was signed by. Meanwhile another one may have put that right. */
    private record Basis(StoreCredentials credentials, Duration skew, String region) {}

    private Basis basis() throws IOException {
        StoreCredentials present = credentials.present();
        return new Basis(present, skew, region.orElse(present.region()));
    }

    private Answer again(Request request) throws IOException {
        for (int corrections = 0; ; corrections++) {
            Basis basis = basis();
            Answer answer = once(request, basis);
            if (answer.isGood() && isS3(answer)) {
                return answer;
            }
            try (answer) {
                if (!isS3(answer)) {
                    throw RefusedException.ofOther(
                            answer.status(), answer.header("Content-Type").orElse("no content"));
                }
                String text = answer.text();
                RefusedException refused =
                        RefusedException.ofS3(answer.status(), text, answer.header("x-minio-error-code"));
                boolean corrected = correctClock(answer, basis)
                        || correctRegion(request, refused, text, basis)
                        || (refused.isOfEndedCredentials() && credentials.renew(basis.credentials()));
                if (corrections == MOST_CORRECTIONS || !corrected) {
                    throw refused;
                }
            }
        }
    }

    private Answer once(Request request, Basis basis) throws IOException {
        String path = path(request.object());
        String query = Signature.query(request);
        Instant now = clock.instant().plus(basis.skew());
        SortedMap<String, String> headers =
                signature.sign(request, path, host, basis.credentials(), basis.region(), now);
        return client.send(request.method(), query.isEmpty() ? path : path + "?" + query, headers, request.body());
    }

    /** Other programs answer, too: a console port gives 200 and a page to any request, a proxy its error page. */
    private static boolean isS3(Answer answer) {
        return answer.header("x-amz-request-id").isPresent();
    }

    private boolean correctClock(Answer answer, Basis basis) {
        if (answer.status() != 403 || answer.date().isEmpty()) {
            return false;
        }
        Duration difference = Duration.between(clock.instant(), answer.date().get());
        if (difference.minus(basis.skew()).abs().compareTo(TOLERATED) < 0) {
            return false;
        }
        skew = difference;
        return true;
    }

    /** What is said of the region is in the text, which an answer to HEAD has not: then the bucket is asked. */
    private boolean correctRegion(Request request, RefusedException refused, String text, Basis basis)
            throws IOException {
        boolean told = refused.code().equals("AuthorizationHeaderMalformed");
        if (!request.method().equals("HEAD") || refused.status() != 400) {
            return told && takeRegion(text, basis);
        }
        try (Answer answer = once(Request.of("GET", "").query("location", ""), basis)) {
            return isS3(answer) && takeRegion(answer.text(), basis);
        }
    }

    private boolean takeRegion(String text, Basis basis) {
        Matcher matcher = REGION.matcher(text);
        boolean found = matcher.find() && !matcher.group(1).equals(basis.region());
        if (found) {
            region = Optional.of(matcher.group(1));
        }
        return found;
    }
}
