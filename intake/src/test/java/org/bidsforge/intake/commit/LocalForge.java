// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.ForgeUser;
import org.bidsforge.forge.Hooks;
import org.bidsforge.forge.MergeRequests;
import org.bidsforge.forge.Repository;
import org.bidsforge.forge.Runs;
import org.bidsforge.forge.Statuses;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;

/** Bare repositories in a folder, with as much of a forge around them as the intake asks for. */
public final class LocalForge implements Forge, org.bidsforge.forge.Repositories, ForgeAccess {
    public static final String STORE_UUID = "5f0c9ad0-6a0f-4f4c-9a44-8f6a5f7d9b11";

    private final Path folder;
    private final SortedMap<String, String> settings = new TreeMap<>();
    private boolean away;

    public LocalForge(Path folder) {
        this.folder = folder;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Makes what a study's creation makes, as far as the intake needs it. */
    public void create(StudyName study, String subjects) throws IOException {
        RepositoryName name = study.repository(RepositoryKind.SOURCEDATA);
        GitRepository.open(path(name), GitRemote.open(URI.create("file:///nowhere")))
                .close();
        try (GitRepository git = GitRepository.open(folder.resolve("making"), GitRemote.open(gitUrl(name)))) {
            SortedMap<String, String> files =
                    new DataladDataset(UUID.fromString("7c5f4e6d-8d0e-4f6e-9b64-0d3a4d6b8f10")).initialFiles();
            String commit =
                    git.commit(git.write(new TreeEdit().texts(files)), List.of(), "Start\n", GitIdentity.BIDSFORGE);
            git.push(Map.of("refs/heads/main", RefUpdate.create(commit)));
            SortedMap<String, String> remote = new TreeMap<>(Map.of(
                    "name",
                    "store",
                    "type",
                    "external",
                    "externaltype",
                    "minio",
                    "encryption",
                    "none",
                    "autoenable",
                    "true",
                    "prefix",
                    study + "/sourcedata/"));
            new SharedAnnexBranch(git, GitIdentity.BIDSFORGE).update(branch -> branch.remote(STORE_UUID, remote));
        }
        configure(study, subjects);
    }

    /** Tells the settings of a study that exists. */
    public void configure(StudyName study, String subjects) {
        settings.put(study.repository(RepositoryKind.BIDS).fullName(), "subjects: " + subjects + "\n");
    }

    public Path path(RepositoryName name) {
        return folder.resolve(name.fullName() + ".git");
    }

    @Override
    public Forge forge() throws IOException {
        if (away) {
            throw ForgeException.unreachable("ask", "the forge", new IOException("connection refused"));
        }
        return this;
    }

    @Override
    public Secret token() {
        return new Secret("not-needed");
    }

    @Override
    public URI url() {
        return folder.toUri();
    }

    @Override
    public URI gitUrl(RepositoryName name) {
        return path(name).toUri();
    }

    @Override
    public org.bidsforge.forge.Repositories repositories() {
        return this;
    }

    @Override
    public Optional<Repository> find(RepositoryName name) {
        if (!Files.exists(path(name))) {
            return Optional.empty();
        }
        URI url = gitUrl(name);
        return Optional.of(new Repository(name, "main", false, url, url));
    }

    @Override
    public Optional<byte[]> file(RepositoryName name, String ref, String path) {
        return Optional.ofNullable(settings.get(name.fullName())).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("the intake asks for no such thing");
    }

    @Override
    public String version() {
        throw unasked();
    }

    @Override
    public ForgeUser whoAmI() {
        throw unasked();
    }

    @Override
    public MergeRequests mergeRequests() {
        throw unasked();
    }

    @Override
    public Statuses statuses() {
        throw unasked();
    }

    @Override
    public Runs runs() {
        throw unasked();
    }

    @Override
    public Hooks hooks() {
        throw unasked();
    }

    @Override
    public boolean ensureOrganisation(String organisation) {
        throw unasked();
    }

    @Override
    public Repository ensure(RepositoryName name, String defaultBranch, String description) {
        throw unasked();
    }

    @Override
    public List<Repository> list() {
        throw unasked();
    }

    @Override
    public void setDefaultBranch(RepositoryName name, String branch) {
        throw unasked();
    }

    @Override
    public SortedMap<String, String> branches(RepositoryName name) {
        throw unasked();
    }

    @Override
    public Optional<String> branch(RepositoryName name, String branch) {
        throw unasked();
    }

    @Override
    public void protectBranch(RepositoryName name, String branch) {
        throw unasked();
    }
}
