// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.embedded.EmbeddedForge;
import org.bidsforge.embedded.EmbeddedForgeConfig;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.gitea.GiteaForge;
import org.bidsforge.intake.route.StudySettings;

/** An embedded forge with the studies that a test needs, which can be away for a while. */
public final class StudyForge implements ForgeAccess, AutoCloseable {
    public static final String STORE_UUID = "5f0c9ad0-6a0f-4f4c-9a44-8f6a5f7d9b11";

    private static final UUID DATASET = UUID.fromString("7c5f4e6d-8d0e-4f6e-9b64-0d3a4d6b8f10");

    private final Path folder;
    private final URI url;
    private EmbeddedForge server;
    private int mirrors;

    public StudyForge(Path folder) throws IOException {
        this.folder = folder;
        this.server = EmbeddedForge.start(EmbeddedForgeConfig.in(folder.resolve("forge"), Map.of()));
        this.url = URI.create(server.url());
    }

    /** From now on nobody answers at its address. */
    public void goAway() {
        server.close();
    }

    public void comeBack() throws IOException {
        server = EmbeddedForge.start(
                EmbeddedForgeConfig.in(folder.resolve("forge"), Map.of()).listeningOn(url.getHost(), url.getPort()));
    }

    /** Makes what a study's creation makes, as far as the intake needs it. */
    public void create(StudyName study, String subjects) throws IOException {
        SortedMap<String, String> remote = new TreeMap<>(Map.of(
                "name", "store",
                "type", "external",
                "externaltype", "minio",
                "encryption", "none",
                "autoenable", "true",
                "prefix", study + "/sourcedata/"));
        RepositoryName name = study.repository(RepositoryKind.SOURCEDATA);
        start(name, new DataladDataset(DATASET).initialFiles());
        try (GitRepository git = clone(name)) {
            new SharedAnnexBranch(git, GitIdentity.BIDSFORGE).update(branch -> branch.remote(STORE_UUID, remote));
        }
        configure(study, subjects);
    }

    /** Tells the settings of a study that exists. */
    public void configure(StudyName study, String subjects) throws IOException {
        start(study.repository(RepositoryKind.BIDS), Map.of(StudySettings.PATH, "subjects: " + subjects + "\n"));
    }

    private void start(RepositoryName name, Map<String, String> files) throws IOException {
        forge().repositories().ensureOrganisation(name.owner());
        forge().repositories().ensure(name, "main", "");
        try (GitRepository git = clone(name)) {
            String tree = git.write(new TreeEdit().texts(files));
            git.push(Map.of(
                    "refs/heads/main",
                    RefUpdate.create(git.commit(tree, List.of(), "Start\n", GitIdentity.BIDSFORGE))));
        }
    }

    /** A new mirror of a repository as it is now. */
    public GitRepository clone(RepositoryName name) throws IOException {
        mirrors++;
        GitRepository git = GitRepository.open(
                folder.resolve("mirror-" + mirrors),
                new GitRemote(forge().gitUrl(name), server.adminName(), server.adminToken()));
        git.fetch();
        return git;
    }

    /** What a person's git clones. */
    public URI personalUrl(RepositoryName name) throws IOException {
        URI open = forge().gitUrl(name);
        String login = server.adminName() + ":" + server.adminToken().value();
        return URI.create(open.getScheme() + "://" + login + "@" + open.getAuthority() + open.getPath());
    }

    @Override
    public Forge forge() throws IOException {
        return new GiteaForge(url, token());
    }

    @Override
    public Secret token() {
        return server.adminToken();
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }
}
