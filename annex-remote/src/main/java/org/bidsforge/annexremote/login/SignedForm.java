// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bidsforge.store.StoreCredentials;

/** A form signed with AWS Signature Version 4 for the security token service. */
final class SignedForm {
    private static final String TYPE = "application/x-www-form-urlencoded; charset=utf-8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SignedForm() {}

    static HttpRequest.Builder request(URI url, String form) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8));
    }

    static HttpRequest.Builder signed(URI url, String form, StoreCredentials credentials, Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/" + credentials.region() + "/sts/aws4_request";
        StringBuilder headers =
                new StringBuilder("content-type:" + TYPE + "\nhost:" + host(url) + "\nx-amz-date:" + time + "\n");
        String names = "content-type;host;x-amz-date";
        HttpRequest.Builder request = request(url, form).header("X-Amz-Date", time);
        if (credentials.sessionToken().isPresent()) {
            String token = credentials.sessionToken().get().value();
            headers.append("x-amz-security-token:").append(token).append('\n');
            names += ";x-amz-security-token";
            request.header("X-Amz-Security-Token", token);
        }
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String canonical = String.join("\n", "POST", path, "", headers, names, sha256(form));
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(canonical));
        byte[] key = ("AWS4" + credentials.secretKey().value()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of().formatHex(hmac(key, toSign));
        return request.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
    }

    /** As HTTP clients send it: without the port that the scheme implies. */
    private static String host(URI url) {
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 || url.getPort() == usual ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }
}
