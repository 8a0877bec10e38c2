// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.send;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bidsforge.dicom.net.StorageClient;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.dicom.net.StoreOutcome;
import org.bidsforge.stages.progress.ProgressBar;

/** Sends every file of a folder by C-STORE. */
public final class Sending {
    private final StorageClientConfig peer;

    public Sending(StorageClientConfig peer) {
        this.peer = peer;
    }

    /** The outcome of each file; a lost connection is an {@link IOException}. */
    public List<StoreOutcome> send(List<Path> inputs, PrintWriter out) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            files.addAll(files(input));
        }
        AtomicLong done = new AtomicLong();
        try (ProgressBar bar = new ProgressBar(out, "Sending", files.size())) {
            return new StorageClient(peer).store(files, outcome -> bar.at(done.incrementAndGet()));
        }
    }

    private static List<Path> files(Path input) throws IOException {
        try (Stream<Path> all = Files.walk(input)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
