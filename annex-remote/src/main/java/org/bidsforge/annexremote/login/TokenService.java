// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.StoreCredentials;

/**
 * The security token service of AWS, MinIO or Ceph: gives temporary credentials for lasting ones, or for the token of an
 * identity provider.
 */
final class TokenService {
    private static final long LONGEST_TOKEN = 1 << 16;
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

    private final URI url;
    private final PlainHttp.Route route;
    private final String region;
    private final Clock clock;
    private volatile Duration skew = Duration.ZERO;

    TokenService(URI url, PlainHttp.Route route, String region, Clock clock) {
        boolean plain = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!plain || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the token service is written https://host:port");
        }
        this.url = url;
        this.route = route;
        this.region = region;
        this.clock = clock;
    }

    /**
     * What is asked of the service.
     *
     * @param arn of the role; MinIO needs none
     * @param duration seconds, or empty for what the service gives
     */
    record Role(String arn, String session, String duration) {}

    Grant role(CredentialSource base, Role role) {
        return () -> {
            String form = form("AssumeRole", role, Map.of());
            StoreCredentials present = base.present();
            return ask(now -> SignedForm.signed(url, form, present, now));
        };
    }

    /** The file is read each time, because its token is renewed, too. */
    Grant webIdentity(Path tokenFile, Role role) {
        return () -> {
            if (Files.size(tokenFile) > LONGEST_TOKEN) {
                throw new IOException("the token of the identity has more than " + LONGEST_TOKEN + " bytes");
            }
            String token = Files.readString(tokenFile).strip();
            String form = form("AssumeRoleWithWebIdentity", role, Map.of("WebIdentityToken", token));
            return ask(now -> SignedForm.request(url, form));
        };
    }

    private static String form(String action, Role role, Map<String, String> more) {
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("Action", action);
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", role.arn());
        fields.put("RoleSessionName", role.session());
        fields.put("DurationSeconds", role.duration());
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** If this machine's clock is wrong, the service says by its own what time it is. */
    private Granted ask(Function<Instant, HttpRequest.Builder> request) throws IOException {
        PlainHttp http = new PlainHttp(route);
        PlainHttp.Answer answer = http.send(request.apply(clock.instant().plus(skew)));
        boolean corrected = correctClock(answer);
        if (corrected && answer.status() != 200) {
            answer = http.send(request.apply(clock.instant().plus(skew)));
        }
        Optional<String> accessKey = element(answer.text(), "AccessKeyId");
        Optional<String> secretKey = element(answer.text(), "SecretAccessKey");
        Optional<String> token = element(answer.text(), "SessionToken");
        if (answer.status() != 200 || accessKey.isEmpty() || secretKey.isEmpty() || token.isEmpty()) {
            throw refused(answer);
        }
        String expires = element(answer.text(), "Expiration").orElse("");
        try {
            return Granted.of(accessKey.get(), secretKey.get(), token.get(), region, expires)
                    .shifted(skew.negated());
        } catch (IllegalArgumentException e) {
            throw new IOException("the token service " + url.getAuthority() + " gave no credentials of use", e);
        }
    }

    private IOException refused(PlainHttp.Answer answer) {
        return new IOException("the token service " + url.getAuthority() + " gave no credentials (status "
                + answer.status() + ") " + find(CODE, answer.text()).orElse("") + " "
                + find(MESSAGE, answer.text()).orElse(""));
    }

    private boolean correctClock(PlainHttp.Answer answer) {
        Duration difference;
        try {
            String date = answer.header("Date").orElse("");
            difference =
                    Duration.between(clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException unreadable) {
            return false;
        }
        if (difference.minus(skew).abs().compareTo(TOLERATED) < 0) {
            return false;
        }
        skew = difference;
        return true;
    }

    private static Optional<String> element(String text, String name) {
        return find(Pattern.compile("<" + name + ">([^<]{1,16384})</" + name + ">"), text)
                .map(value -> value.replace("&#43;", "+").replace("&#61;", "=").replace("&amp;", "&"));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
