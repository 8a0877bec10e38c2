// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The folder of bare repositories; each stays open once it was used. */
public final class BareRepositories implements AutoCloseable {
    private final Path folder;
    private final Map<Long, Repository> open = new ConcurrentHashMap<>();

    public BareRepositories(Path folder) {
        this.folder = folder;
    }

    /** Opens the repository, making it when it is not there: a crash may have come between its row and its folder. */
    public BareRepository of(StoredRepository repository) {
        return new BareRepository(open.computeIfAbsent(repository.id(), id -> open(repository)));
    }

    @Override
    public void close() {
        open.values().forEach(Repository::close);
        open.clear();
    }

    private Repository open(StoredRepository repository) {
        Path path = folder.resolve(repository.owner().name().toLowerCase(Locale.ROOT))
                .resolve(repository.name().toLowerCase(Locale.ROOT) + ".git");
        try {
            Repository git = new FileRepositoryBuilder()
                    .setGitDir(path.toFile())
                    .setBare()
                    .setMustExist(false)
                    .build();
            if (!git.getObjectDatabase().exists()) {
                git.create(true);
                git.updateRef(Constants.HEAD).link(Constants.R_HEADS + repository.defaultBranch());
            }
            configure(git.getConfig());
            return git;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the repository " + repository.fullName(), e);
        }
    }

    private static void configure(StoredConfig config) throws IOException {
        if (config.getBoolean("core", "fsyncRefFiles", false)) {
            return;
        }
        // What was acknowledged to a push is still there after a power cut.
        config.setBoolean("core", null, "fsyncObjectFiles", true);
        config.setBoolean("core", null, "fsyncRefFiles", true);
        config.setBoolean("core", null, "logAllRefUpdates", false);
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("receive", null, "autogc", true);
        config.save();
    }
}
