// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/**
 * The settings of {@code git annex initremote}, checked.
 *
 * @param prefix what the names of all objects begin with, down to the character
 */
record Settings(StoreLocation location, String prefix, String region) {
    private static final String URL = "url";
    private static final String BUCKET = "bucket";
    private static final String PREFIX = "prefix";
    private static final String REGION = "region";
    private static final String INSECURE = "insecure";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    Settings {
        if (!ObjectName.isLegal(prefix + "x")) {
            throw new IllegalArgumentException("prefix= has parts that are empty, . or .. : " + prefix);
        }
    }

    static Map<String, String> described() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(URL, "the server (https://host:port) or the folder (file:///absolute/path)");
        settings.put(BUCKET, "the bucket on the server");
        settings.put(PREFIX, "what the names of all objects begin with, such as lab/study/");
        settings.put(REGION, "the server's region (default " + StoreCredentials.DEFAULT_REGION + ")");
        settings.put(INSECURE, "yes to use http:// to another machine, where anybody in between can read along");
        return settings;
    }

    static Settings of(Annex annex) throws IOException {
        URI url = URI.create(annex.config(URL));
        String bucket = annex.config(BUCKET);
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        StoreLocation location = switch (scheme) {
            case "file" -> folder(url, bucket);
            case "http", "https" -> server(url, bucket, annex.config(INSECURE).equals("yes"));
            default ->
                throw new IllegalArgumentException("url= must begin with https://, http:// or file:/// : " + url);
        };
        return new Settings(location, annex.config(PREFIX), annex.config(REGION));
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
