// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The requests of git-annex's export appendix. */
final class ExportRequests {
    private ExportRequests() {}

    /** The answer's line; empty if the store cannot do that. */
    static Optional<String> answer(ExportedTree tree, Message request, Job job) throws IOException {
        return switch (request.command()) {
            case "REMOVEEXPORTDIRECTORY" -> {
                tree.removeDirectory(job, request.parameters(1)[0]);
                yield Optional.of("REMOVEEXPORTDIRECTORY-SUCCESS");
            }
            case "TRANSFEREXPORT" -> transfer(tree, request, job);
            case "CHECKPRESENTEXPORT" -> {
                String key = request.parameters();
                boolean present = tree.isPresent(job, name(job), key);
                yield Optional.of((present ? "CHECKPRESENT-SUCCESS " : "CHECKPRESENT-FAILURE ") + key);
            }
            case "REMOVEEXPORT" -> {
                tree.remove(job, name(job), request.parameters());
                yield Optional.of("REMOVE-SUCCESS " + request.parameters());
            }
            case "RENAMEEXPORT" -> {
                String[] words = request.parameters(2);
                boolean renamed = tree.rename(job, name(job), words[0], words[1]);
                yield renamed ? Optional.of("RENAMEEXPORT-SUCCESS " + words[0]) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Optional<String> transfer(ExportedTree tree, Message request, Job job) throws IOException {
        String name = name(job);
        String[] words = request.parameters(3);
        Path file = ByteText.path(words[2]);
        switch (words[0]) {
            case "STORE" -> tree.store(job, name, words[1], file);
            case "RETRIEVE" -> tree.retrieve(job, name, words[1], file);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of("TRANSFER-SUCCESS " + words[0] + " " + words[1]);
    }

    private static String name(Job job) throws ProtocolException {
        return job.takeExportName()
                .orElseThrow(() -> new ProtocolException("EXPORT, which names the file, must come first"));
    }
}
