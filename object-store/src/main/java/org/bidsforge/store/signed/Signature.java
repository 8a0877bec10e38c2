// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.Digests;
import org.bidsforge.store.StoreCredentials;
import org.jspecify.annotations.Nullable;

/** Signs requests by AWS signature version 4, in headers. Remembers the key that it derives once per day. */
final class Signature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String NOTHING = Digests.hex(Digests.sha256().digest());

    private volatile @Nullable DayKey dayKey;

    private record DayKey(String day, String region, Secret secret, Hmac key) {
        private boolean fits(String wantedDay, String wantedRegion, Secret wantedSecret) {
            return day.equals(wantedDay) && region.equals(wantedRegion) && secret.equals(wantedSecret);
        }
    }

    /**
     * The headers of the request with those that sign it.
     *
     * @param path escaped, from the root
     * @param host as the Host header has it
     */
    SortedMap<String, String> sign(
            Request request, String path, String host, StoreCredentials credentials, String region, Instant now) {
        String time = time(now);
        String hash = request.body() == null ? NOTHING : request.body().hash();
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        headers.put("x-amz-content-sha256", hash);
        headers.put("x-amz-date", time);
        if (credentials.isAnonymous()) {
            return headers;
        }
        if (credentials.sessionToken().isPresent()) {
            headers.put("x-amz-security-token", credentials.sessionToken().get().value());
        }
        headers.put("host", host);
        String signed = String.join(";", headers.keySet());
        String day = time.substring(0, 8);
        String scope = day + "/" + region + "/s3/aws4_request";
        String canonical = canonical(request, path, headers, signed, hash);
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n"
                + Digests.hex(Digests.sha256().digest(canonical.getBytes(UTF_8)));
        String signature = Digests.hex(key(day, region, credentials.secretKey()).of(toSign));
        headers.remove("host");
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders=" + signed
                        + ", Signature=" + signature);
        return headers;
    }

    /** Formatted by hand: a formatter would be a tenth of the time to the first answer. */
    private static String time(Instant now) {
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        StringBuilder time = new StringBuilder(16).append(utc.getYear());
        two(time, utc.getMonthValue());
        two(time, utc.getDayOfMonth());
        time.append('T');
        two(time, utc.getHour());
        two(time, utc.getMinute());
        two(time, utc.getSecond());
        return time.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static String canonical(
            Request request, String path, SortedMap<String, String> headers, String signed, String hash) {
        StringBuilder text = new StringBuilder(request.method())
                .append('\n')
                .append(path)
                .append('\n')
                .append(query(request))
                .append('\n');
        for (Map.Entry<String, String> header : headers.entrySet()) {
            text.append(header.getKey())
                    .append(':')
                    .append(header.getValue().strip())
                    .append('\n');
        }
        return text.append('\n').append(signed).append('\n').append(hash).toString();
    }

    /** Names and values escaped, sorted by name, as they are both signed and sent. */
    static String query(Request request) {
        StringBuilder text = new StringBuilder();
        request.query().forEach((name, value) -> {
            if (text.length() > 0) {
                text.append('&');
            }
            text.append(Escape.query(name)).append('=').append(Escape.query(value));
        });
        return text.toString();
    }

    private Hmac key(String day, String region, Secret secret) {
        DayKey known = dayKey;
        if (known != null && known.fits(day, region, secret)) {
            return known.key();
        }
        byte[] key = ("AWS4" + secret.value()).getBytes(UTF_8);
        for (String step : new String[] {day, region, "s3", "aws4_request"}) {
            key = new Hmac(key).of(step);
        }
        Hmac derived = new Hmac(key);
        dayKey = new DayKey(day, region, secret, derived);
        return derived;
    }
}
