// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bidsforge.store.directory.DirectoryObjectStore;
import org.bidsforge.store.memory.MemoryObjectStore;
import org.bidsforge.store.s3.S3ObjectStore;
import org.bidsforge.store.signed.SignedObjectStore;

/**
 * Where a store is: {@code file:///folder}, {@code memory:name}, {@code s3+http://host:port/bucket/prefix} or
 * {@code s3+https://…}. Never holds a secret.
 */
public sealed interface StoreLocation {
    /** The store there, without asking it anything: that happens at its first use. */
    ObjectStore open(CredentialSource credentials);

    /** Makes the bucket or folder if it is missing; harmless if it exists. */
    void create(CredentialSource credentials) throws StoreException;

    /** The same with what there is to say about an S3 server; other stores have no use for it. */
    default ObjectStore open(CredentialSource credentials, S3Options options) {
        return open(credentials);
    }

    /** Like {@link #create(CredentialSource)}, with what there is to say about an S3 server. */
    default void create(CredentialSource credentials, S3Options options) throws StoreException {
        create(credentials);
    }

    static StoreLocation parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address of a store must be a URL: " + url, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "file" -> Directory.of(uri);
            case "memory" -> new Memory(uri.getSchemeSpecificPart());
            case "s3+http", "s3+https" -> S3.of(uri);
            default ->
                throw new IllegalArgumentException(
                        "the address of a store begins with file:, memory:, s3+http: or s3+https: : " + url);
        };
    }

    /** A folder, which must be an absolute path. */
    record Directory(Path folder) implements StoreLocation {
        public Directory {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException("the folder of a store must be an absolute path: " + folder);
            }
        }

        private static Directory of(URI uri) {
            boolean local = uri.getRawAuthority() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (!local || uri.getPath() == null) {
                throw new IllegalArgumentException("a folder as store is written file:///absolute/path: " + uri);
            }
            return new Directory(Path.of(uri.getPath()));
        }

        @Override
        public ObjectStore open(CredentialSource credentials) {
            return new DirectoryObjectStore(folder);
        }

        @Override
        public void create(CredentialSource credentials) throws StoreException {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new StoreException(
                        StoreException.Kind.PERMANENT, "create", folder.toString(), String.valueOf(e), e);
            }
        }

        @Override
        public String toString() {
            return folder.toUri().toString();
        }
    }

    /** A store in this process, shared by all who name it alike. */
    record Memory(String name) implements StoreLocation {
        @Override
        public ObjectStore open(CredentialSource credentials) {
            return MemoryObjectStore.named(name);
        }

        @Override
        public void create(CredentialSource credentials) {}

        @Override
        public String toString() {
            return "memory:" + name;
        }
    }

    /**
     * A bucket, or a part of it.
     *
     * @param endpoint http or https, host and perhaps port, nothing else
     * @param prefix what the names in the bucket begin with: empty, or ending in a slash
     */
    record S3(URI endpoint, String bucket, String prefix) implements StoreLocation {
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        public S3 {
            boolean plain = endpoint.getRawUserInfo() == null
                    && endpoint.getRawPath().isEmpty()
                    && endpoint.getRawQuery() == null
                    && endpoint.getRawFragment() == null;
            if (!plain || endpoint.getHost() == null) {
                throw new IllegalArgumentException("an S3 endpoint is http(s)://host:port: " + endpoint.getHost());
            }
            if (!BUCKET.matcher(bucket).matches()) {
                throw new IllegalArgumentException(
                        "a bucket has 3 to 63 lower-case letters, digits, dots and hyphens: '" + bucket + "'");
            }
            if (!prefix.isEmpty() && !prefix.endsWith("/")) {
                throw new IllegalArgumentException("the prefix of a store ends with a slash: " + prefix);
            }
            if (!prefix.isEmpty()) {
                ObjectName.require(prefix.substring(0, prefix.length() - 1));
            }
        }

        private static S3 of(URI uri) {
            if (uri.getRawAuthority() == null
                    || uri.getPath() == null
                    || uri.getPath().length() < 2) {
                throw new IllegalArgumentException("an S3 store is written s3+https://host:port/bucket/prefix");
            }
            if (uri.getRawUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new IllegalArgumentException("an S3 address holds no user, query or fragment: " + uri.getHost());
            }
            String[] path = uri.getPath().substring(1).split("/", 2);
            String prefix = path.length < 2 || path[1].isEmpty() ? "" : path[1].replaceFirst("/*$", "/");
            URI endpoint = URI.create(uri.getScheme().substring("s3+".length()) + "://" + uri.getRawAuthority());
            return new S3(endpoint, path[0], prefix);
        }

        public boolean isEncrypted() {
            return "https".equals(endpoint.getScheme());
        }

        @Override
        public ObjectStore open(CredentialSource credentials) {
            return new RetryingObjectStore(new S3ObjectStore(this, credentials), Retries.standard());
        }

        /**
         * The same objects through a client of our own, which starts faster, sends and fetches parts in parallel, and
         * continues what was cut; and which the options are for.
         */
        @Override
        public ObjectStore open(CredentialSource credentials, S3Options options) {
            return new RetryingObjectStore(new SignedObjectStore(this, credentials, options), Retries.standard());
        }

        /** The bucket itself, for its keeper. */
        public Bucket bucket(CredentialSource credentials, S3Options options) {
            return new SignedObjectStore(this, credentials, options).bucket();
        }

        @Override
        public void create(CredentialSource credentials) throws StoreException {
            new S3ObjectStore(this, credentials).createBucket();
        }

        @Override
        public void create(CredentialSource credentials, S3Options options) throws StoreException {
            new SignedObjectStore(this, credentials, options).createBucket();
        }

        @Override
        public String toString() {
            return "s3+" + endpoint + "/" + bucket + "/" + prefix;
        }
    }
}
