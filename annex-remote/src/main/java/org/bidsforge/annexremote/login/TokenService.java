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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.store.CredentialSource;

/**
 * The security token service of AWS, MinIO or Ceph: gives temporary credentials for lasting ones, or for the token of an
 * identity provider.
 */
final class TokenService {
    private static final long LONGEST_TOKEN = 1 << 16;
    private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

    private final URI url;
    private final PlainHttp.Route route;
    private final String region;
    private final Clock clock;

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
            return ask(SignedForm.signed(url, form, base.present(), clock.instant()));
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
            return ask(SignedForm.request(url, form));
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

    private Granted ask(HttpRequest.Builder request) throws IOException {
        PlainHttp.Answer answer = new PlainHttp(route).send(request);
        String text = answer.text();
        Optional<String> accessKey = element(text, "AccessKeyId");
        Optional<String> secretKey = element(text, "SecretAccessKey");
        if (answer.status() != 200 || accessKey.isEmpty() || secretKey.isEmpty()) {
            throw new IOException("the token service " + url.getAuthority() + " gave no credentials (status "
                    + answer.status() + ") " + find(CODE, text).orElse("") + " "
                    + find(MESSAGE, text).orElse(""));
        }
        return Granted.of(
                accessKey.get(),
                secretKey.get(),
                element(text, "SessionToken").orElse(""),
                region,
                element(text, "Expiration").orElse(""));
    }

    private static Optional<String> element(String text, String name) {
        return find(Pattern.compile("<" + name + ">([^<]*)</" + name + ">"), text)
                .map(value -> value.replace("&#43;", "+").replace("&#61;", "=").replace("&amp;", "&"));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
