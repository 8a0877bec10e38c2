// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.datalad.FileLabels;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.dcm2niix.Json;

/**
 * A dataset on this machine as DataLad keeps it: text in git, images in the annex, a commit for each session. Nothing that
 * people staged or left uncommitted is taken along.
 */
public final class LocalDataset {
    private static final int HEAD_BYTES = 64 * 1024;

    private final Path folder;
    private final LocalGit git;

    private LocalDataset(Path folder, LocalGit git) {
        this.folder = folder;
        this.git = git;
    }

    /** What a conversion made of a session: paths below the dataset, of which {@code removed} are to go. */
    public record Session(
            SessionName name,
            StageReport report,
            List<String> files,
            List<String> removed,
            Set<String> sensitive,
            boolean withSourcedata) {
        public Session {
            files = List.copyOf(files);
            removed = List.copyOf(removed);
            sensitive = Set.copyOf(sensitive);
        }
    }

    /** Makes a DataLad dataset of the folder, unless it is one; files that are there already stay as they are. */
    public static LocalDataset open(Path folder, Toolbox toolbox) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        LocalGit git = new LocalGit(folder, toolbox.require(Toolbox.Tool.GIT_ANNEX));
        LocalGit.Ran top = git.attempt("", List.of("rev-parse", "--show-toplevel"));
        if (top.exit() != 0) {
            git.run("init", "--quiet");
        } else if (!Files.isSameFile(Path.of(top.output().strip()), folder)) {
            throw new IOException(folder + " lies within the repository "
                    + top.output().strip() + ". Make a subdataset of it first: datalad create --dataset "
                    + top.output().strip() + " " + folder);
        }
        // Said before anything is converted: git makes no commit of nobody.
        git.run("var", "GIT_AUTHOR_IDENT");
        git.run("var", "GIT_COMMITTER_IDENT");
        if (git.attempt("", List.of("config", "annex.uuid")).exit() != 0) {
            git.run("annex", "init", "--quiet");
        }
        LocalDataset dataset = new LocalDataset(folder, git);
        if (git.attempt("", List.of("cat-file", "-e", "HEAD:" + DataladDataset.CONFIG))
                        .exit()
                != 0) {
            dataset.create();
        }
        return dataset;
    }

    /** Where git keeps its own files of this dataset. */
    public Path gitFolder() throws IOException, InterruptedException {
        return folder.resolve(git.run("rev-parse", "--git-dir"));
    }

    /** Leaves what git knows already, and writes nothing over what is there, as after a killed run. */
    private void create() throws IOException, InterruptedException {
        Set<String> own = new TreeSet<>();
        Set<String> written = new HashSet<>();
        for (DataladDataset.Commit commit : DataladDataset.create().initialCommits()) {
            for (Map.Entry<String, String> file : commit.files().entrySet()) {
                String path = file.getKey();
                boolean known =
                        !own.contains(path) && !git.run("ls-files", path).isEmpty();
                if (known) {
                    continue;
                }
                own.add(path);
                Path place = folder.resolve(path);
                if (written.contains(path) || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    written.add(path);
                    Files.createDirectories(place.getParent());
                    Files.writeString(place, file.getValue());
                }
            }
            git.each(List.copyOf(own), "add");
            commit(List.copyOf(own), commit.message());
        }
    }

    /** Commits what a conversion made of a session, and labels its annexed files; nothing when all is there already. */
    public Optional<String> save(Session session) throws IOException, InterruptedException {
        List<String> large = new ArrayList<>();
        List<String> small = new ArrayList<>();
        for (String path : session.files()) {
            (isLarge(path) ? large : small).add(path);
        }
        git.each(large, "annex", "add", "--quiet", "--force-large");
        git.each(small, "annex", "add", "--quiet", "--force-small");
        git.each(session.removed(), "rm", "--quiet", "--cached", "--ignore-unmatch");
        label(large, session.sensitive());
        List<String> all = new ArrayList<>(session.files());
        all.addAll(session.removed());
        return commit(all, message(session));
    }

    private boolean isLarge(String path) throws IOException {
        Path file = folder.resolve(path);
        try (InputStream in = Files.newInputStream(file)) {
            return DataladDataset.largeFile(path, in.readNBytes(HEAD_BYTES));
        }
    }

    private void label(List<String> paths, Set<String> sensitive) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (String path : paths) {
            ObjectNode line = Json.object().put("file", path);
            ObjectNode fields = line.putObject("fields");
            FileLabels.of(path, sensitive.contains(path)).fields().forEach((field, values) -> {
                ArrayNode list = fields.putArray(field);
                values.forEach(list::add);
            });
            lines.append(line).append('\n');
        }
        if (!paths.isEmpty()) {
            git.feed(lines.toString(), "annex", "metadata", "--quiet", "--batch", "--json");
        }
    }

    /** Of these paths what is staged; nothing when that is nothing. */
    private Optional<String> commit(List<String> paths, String message) throws IOException, InterruptedException {
        String staged = git.each(paths, "diff", "--cached", "--name-only", "--no-renames", "-z");
        if (staged.isEmpty()) {
            return Optional.empty();
        }
        Path text = Files.createTempFile("bidsforge-message-", "");
        try {
            Files.writeString(text, message);
            git.feed(staged, "commit", "--quiet", "--file=" + text, "--pathspec-from-file=-", "--pathspec-file-nul");
        } finally {
            Files.delete(text);
        }
        return Optional.of(git.run("rev-parse", "HEAD"));
    }

    /** A run record where the dataset holds what it was made from; folders outside would tell of this machine and its people. */
    private String message(Session session) throws IOException {
        RunMessage message = new RunMessage(session.name(), session.report());
        if (!session.withSourcedata()) {
            return message.plain();
        }
        String id = DataladDataset.parse(Files.readString(folder.resolve(DataladDataset.CONFIG)))
                .map(dataset -> dataset.id().toString())
                .orElse("");
        return message.withRecord(id, Map.of());
    }
}
