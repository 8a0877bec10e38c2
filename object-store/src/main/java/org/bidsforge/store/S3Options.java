// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one S3 server is reached and how it shall keep objects.
 *
 * @param certificates PEM file of the authorities to trust instead of the system's
 * @param proxy {@code http://host:port} that requests go through
 * @param region if given, wins over that of the credentials
 * @param partSize bytes of a part of a large object, 5 MiB to 5 GiB; grown where an object would have too many parts
 * @param storageClass such as {@code STANDARD_IA}
 */
public record S3Options(
        Optional<Path> certificates,
        Optional<URI> proxy,
        Optional<String> region,
        Addressing addressing,
        OptionalLong partSize,
        Optional<String> storageClass,
        Encryption encryption,
        Deletion deletion) {
    private static final long SMALLEST_PART = 5L << 20;
    private static final long LARGEST_PART = 5L << 30;

    /** Where the bucket stands in the address. */
    public enum Addressing {
        /** {@code https://host/bucket/object}, as MinIO and most others want. */
        PATH,
        /** {@code https://bucket.host/object}. */
        VIRTUAL_HOST
    }

    /** What deleting means in a bucket that keeps versions. */
    public enum Deletion {
        /** The object is hidden and stays restorable. */
        HIDE,
        /** All its versions are removed for good. */
        ALL_VERSIONS
    }

    /**
     * Encryption by the server.
     *
     * @param algorithm {@code AES256} or {@code aws:kms}
     * @param key id of the key in the key service; only with {@code aws:kms}
     */
    public record Encryption(Optional<String> algorithm, Optional<String> key) {
        public static final Encryption NONE = new Encryption(Optional.empty(), Optional.empty());

        public Encryption {
            algorithm
                    .filter(name -> !name.equals("AES256") && !name.equals("aws:kms"))
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("encryption by the server is AES256 or aws:kms: " + name);
                    });
            if (key.isPresent() && !algorithm.equals(Optional.of("aws:kms"))) {
                throw new IllegalArgumentException("a key id belongs to aws:kms: " + key.get());
            }
        }
    }

    public S3Options {
        proxy.filter(uri -> !"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0)
                .ifPresent(uri -> {
                    throw new IllegalArgumentException("a proxy is written http://host:port: " + uri.getHost());
                });
        if (partSize.isPresent() && (partSize.getAsLong() < SMALLEST_PART || partSize.getAsLong() > LARGEST_PART)) {
            throw new IllegalArgumentException("a part has 5 MiB to 5 GiB: " + partSize.getAsLong());
        }
    }

    public static S3Options standard() {
        return new S3Options(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Addressing.PATH,
                OptionalLong.empty(),
                Optional.empty(),
                Encryption.NONE,
                Deletion.HIDE);
    }
}
