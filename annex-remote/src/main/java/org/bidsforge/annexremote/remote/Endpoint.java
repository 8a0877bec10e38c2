// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** Where the settings say that the store is. */
final class Endpoint {
    static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String AWS = ".amazonaws.com";
    /** Names of places that type=S3 has from before there were regions. */
    private static final Map<String, String> OLD_NAMES =
            Map.of("US", StoreCredentials.DEFAULT_REGION, "EU", "eu-west-1");

    private Endpoint() {}

    static StoreLocation of(Given given) {
        URI url = url(given);
        String bucket = given.text(Setting.BUCKET);
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        return switch (scheme) {
            case "file" -> folder(url, bucket);
            case "http", "https" -> server(url, bucket.toLowerCase(Locale.ROOT), given.isYes(Setting.INSECURE));
            default ->
                throw new IllegalArgumentException("url= must begin with https://, http:// or file:/// : " + url);
        };
    }

    static String region(Given given) {
        String region = given.either(Setting.REGION, Setting.DATACENTER).orElse("");
        return OLD_NAMES.getOrDefault(region, region);
    }

    static boolean isAws(StoreLocation location) {
        return location instanceof StoreLocation.S3 s3
                && s3.endpoint().getHost().endsWith(AWS);
    }

    private static URI url(Given given) {
        Optional<String> host = given.get(Setting.HOST);
        boolean parts = host.isPresent()
                || given.get(Setting.PORT).isPresent()
                || given.get(Setting.PROTOCOL).isPresent();
        if (given.get(Setting.URL).isPresent()) {
            if (parts) {
                throw new IllegalArgumentException(
                        "url= says all that host=, port= and protocol= say: give one or the other");
            }
            return URI.create(given.text(Setting.URL));
        }
        String region = region(given);
        if (!parts && region.isEmpty()) {
            return URI.create("");
        }
        String protocol = given.get(Setting.PROTOCOL).orElse("https");
        String name = host.orElse("s3." + (region.isEmpty() ? StoreCredentials.DEFAULT_REGION : region) + AWS);
        String port = given.get(Setting.PORT).map(":"::concat).orElse("");
        return URI.create(protocol + "://" + name + port);
    }

    private static StoreLocation folder(URI url, String bucket) {
        if (!bucket.isEmpty()) {
            throw new IllegalArgumentException("bucket= belongs to a server, but url= is a folder: " + url);
        }
        return StoreLocation.parse(url.toString());
    }

    private static StoreLocation server(URI url, String bucket, boolean insecure) {
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("bucket= is missing");
        }
        boolean bare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
        if (!bare || url.getRawQuery() != null || url.getRawUserInfo() != null || url.getHost() == null) {
            throw new IllegalArgumentException("url= names the server only, as https://host:port");
        }
        if (url.getScheme().equals("http") && !insecure && !LOOPBACK.contains(url.getHost())) {
            throw new IllegalArgumentException("url= is http:// to another machine, so that anybody in between can read"
                    + " along and change content; use https://, or add insecure=yes");
        }
        return new StoreLocation.S3(URI.create(url.getScheme() + "://" + url.getRawAuthority()), bucket, "");
    }
}
