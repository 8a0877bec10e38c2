// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes a bare repository out of our bytes with nothing but git. */
public final class PlainGit {
    private final StringBuilder stream = new StringBuilder("feature done\n");

    /** A commit on top of the branch; paths that begin with {@code @} are symlinks to their content. */
    public PlainGit commit(String branch, String message, Map<String, String> files) {
        stream.append("commit refs/heads/").append(branch).append('\n');
        stream.append("committer Test <test@example.org> 1112911993 +0000\n");
        block(message);
        files.forEach((path, content) -> {
            String mode = path.startsWith("@") ? "120000" : "100644";
            stream.append("M ")
                    .append(mode)
                    .append(" inline ")
                    .append(path.replaceFirst("^@", ""))
                    .append('\n');
            block(content);
        });
        return this;
    }

    private void block(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        stream.append("data ").append(length).append('\n').append(text).append('\n');
    }

    public Path into(Path repository, RealTools tools) throws IOException, InterruptedException {
        Files.createDirectories(repository);
        tools.run(repository, "git", "init", "-q", "--bare", "-b", "main");
        tools.runWithInput(repository, stream + "done\n", "git", "fast-import", "--quiet");
        return repository;
    }
}
