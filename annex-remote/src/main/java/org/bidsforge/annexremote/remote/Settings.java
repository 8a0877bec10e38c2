// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.login.LoginSettings;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.store.Labels;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreLocation;

/**
 * The settings of {@code git annex initremote}, checked.
 *
 * @param prefix what the names of all objects begin with, down to the character
 * @param region as given; may be empty
 * @param labels of all objects
 * @param metadata whether git-annex's metadata of a key goes to its object
 * @param publicUrl where objects are for everybody; ends in a slash
 * @param anonymous whether credentials are not even looked for
 * @param exported whether a tree of files is exported, under their own names
 */
public record Settings(
        StoreLocation location,
        String prefix,
        String region,
        S3Options options,
        Labels labels,
        boolean metadata,
        Optional<URI> publicUrl,
        boolean anonymous,
        boolean exported,
        String profile,
        String roleArn) {
    private static final Pattern HTTP = Pattern.compile("https?://[^/?#]+/([^?#]*/)?");

    public Settings {
        if (!ObjectName.isLegal(prefix + "x")) {
            throw new IllegalArgumentException("prefix= has parts that are empty, . or .. : " + prefix);
        }
        publicUrl.filter(url -> !HTTP.matcher(url.toString()).matches()).ifPresent(url -> {
            throw new IllegalArgumentException("publicurl= is https:// or http:// and ends with a slash: " + url);
        });
    }

    /** Asks git-annex for all settings. */
    public static Settings of(Annex annex) throws IOException {
        Given given = Given.of(annex);
        StoreLocation location = Endpoint.of(given);
        refuse(given, Setting.PUBLIC, "publish the bucket by a policy instead, and give publicurl= if it differs");
        refuse(given, Setting.RESTORE, "restore the objects by the tools of the server, then get them");
        return new Settings(
                location,
                given.either(Setting.PREFIX, Setting.FILE_PREFIX).orElse(""),
                Endpoint.region(given),
                options(given, location),
                new Labels(
                        pairs(Setting.META, given.text(Setting.META), ","),
                        pairs(Setting.TAGGING, given.text(Setting.TAGGING), "&")),
                given.isYes(Setting.METADATA),
                given.get(Setting.PUBLIC_URL).map(URI::create),
                isAnonymous(given.text(Setting.SIGNATURE)),
                annex.config("exporttree").equals("yes"),
                given.text(Setting.PROFILE),
                given.text(Setting.ROLE_ARN));
    }

    private static void refuse(Given given, Setting setting, String instead) {
        if (given.isYes(setting)) {
            throw new IllegalArgumentException(setting.word() + "=yes is not supported: " + instead);
        }
    }

    private static boolean isAnonymous(String signature) {
        return switch (signature) {
            case "anonymous" -> true;
            case "", "v2", "v4" -> false;
            default -> throw new IllegalArgumentException("signature= is v4 or anonymous: " + signature);
        };
    }

    private static S3Options options(Given given, StoreLocation location) {
        String style = given.text(Setting.REQUEST_STYLE);
        String deletion = given.text(Setting.DELETION);
        return new S3Options(
                given.get(Setting.CA_FILE).map(Path::of),
                given.get(Setting.PROXY).map(URI::create),
                Optional.of(Endpoint.region(given)).filter(region -> !region.isEmpty()),
                switch (style) {
                    case "" -> Endpoint.isAws(location) ? S3Options.Addressing.VIRTUAL_HOST : S3Options.Addressing.PATH;
                    case "path" -> S3Options.Addressing.PATH;
                    case "virtual-host", "virtual", "dns" -> S3Options.Addressing.VIRTUAL_HOST;
                    default -> throw new IllegalArgumentException("requeststyle= is path or virtual-host: " + style);
                },
                given.get(Setting.PART_SIZE)
                        .map(ByteCount::parse)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                given.get(Setting.STORAGE_CLASS),
                new S3Options.Encryption(given.get(Setting.SSE), given.get(Setting.SSE_KMS_KEY)),
                switch (deletion) {
                    case "", "hide" -> S3Options.Deletion.HIDE;
                    case "all-versions" -> S3Options.Deletion.ALL_VERSIONS;
                    default -> throw new IllegalArgumentException("deletion= is hide or all-versions: " + deletion);
                });
    }

    private static Map<String, String> pairs(Setting setting, String text, String separator) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : Arrays.asList(text.split(separator, -1))) {
            int sign = pair.indexOf('=');
            if (sign < 1 && !text.isEmpty()) {
                throw new IllegalArgumentException(
                        setting.word() + "= is name=value" + separator + "name=value: " + text);
            }
            if (sign > 0) {
                String name = pair.substring(0, sign).strip();
                pairs.put(
                        setting == Setting.META ? name.toLowerCase(Locale.ROOT) : name,
                        pair.substring(sign + 1).strip());
            }
        }
        return pairs;
    }

    /** With what is set on this machine only, which wins. */
    public Settings with(LocalSettings local) {
        Optional<Path> certificates =
                local.get(LocalSettings.CA_FILE).map(Path::of).or(options::certificates);
        Optional<URI> proxy = local.get(LocalSettings.PROXY).map(URI::create).or(options::proxy);
        S3Options here = new S3Options(
                certificates,
                proxy,
                options.region(),
                options.addressing(),
                options.partSize(),
                options.storageClass(),
                options.encryption(),
                options.deletion());
        return new Settings(
                location, prefix, region, here, labels, metadata, publicUrl, anonymous, exported, profile, roleArn);
    }

    /** Where to look for credentials for this store. */
    public LoginSettings login(Map<String, String> environment, LocalSettings local) {
        Optional<URI> endpoint =
                location instanceof StoreLocation.S3 s3 ? Optional.of(s3.endpoint()) : Optional.empty();
        return new LoginSettings(environment, local, region, endpoint, route(), profile, roleArn);
    }

    public PlainHttp.Route route() {
        return new PlainHttp.Route(options.certificates(), options.proxy());
    }
}
