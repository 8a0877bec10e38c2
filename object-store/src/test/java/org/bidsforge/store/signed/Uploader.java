// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;

/** Stores a file, in a process that a test can kill: location, name, file. */
final class Uploader {
    private Uploader() {}

    public static void main(String[] args) throws IOException {
        StoreLocation.S3 location = (StoreLocation.S3) StoreLocation.parse(args[0]);
        location.open(MinioServer.credentials(), S3Options.standard())
                .put(args[1], ObjectContent.ofFile(Path.of(args[2])));
    }
}
