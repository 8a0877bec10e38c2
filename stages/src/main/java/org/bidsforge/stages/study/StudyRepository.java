// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.bidsforge.core.annex.RemoteLog;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.datalad.Gitmodules;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.PushResult;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.stages.site.Site;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;

/** One repository of a study: made whole, or mended. */
final class StudyRepository {
    static final String DEVELOPMENT = "dev";

    private static final String MAIN = "refs/heads/main";
    private static final String DEV = "refs/heads/" + DEVELOPMENT;

    private final Site site;
    private final StudyName study;
    private final RepositoryKind kind;
    private final GitRepository git;
    private final StudyFiles files;
    private final Consumer<String> progress;

    StudyRepository(
            Site site,
            StudyName study,
            RepositoryKind kind,
            GitRepository git,
            StudyFiles files,
            Consumer<String> progress) {
        this.site = site;
        this.study = study;
        this.kind = kind;
        this.git = git;
        this.files = files;
        this.progress = progress;
    }

    /** The repository's branches and its place in the store; the siblings made before can be linked to. */
    void make(Map<RepositoryKind, StudyRepository> siblings) throws IOException {
        git.fetch();
        String uuid = storeUuid();
        guard(uuid);
        if (git.resolve(MAIN).isEmpty()) {
            begin(siblings, uuid);
            progress.accept("Made " + study.repository(kind).fullName());
        } else {
            mend(uuid);
        }
    }

    /** The main branch's tip. */
    String tip() throws IOException {
        return git.commit(MAIN).id();
    }

    String dataladId() throws IOException {
        Optional<String> config = git.readText(MAIN, DataladDataset.CONFIG);
        return config.flatMap(DataladDataset::parse)
                .map(dataset -> dataset.id().toString())
                .orElseThrow(() ->
                        new IOException("main of " + study.repository(kind).fullName() + " must be a DataLad dataset"));
    }

    private String storeUuid() throws IOException {
        Optional<String> log = new SharedAnnexBranch(git, GitIdentity.BIDSFORGE).read(RemoteLog.PATH);
        return log.map(RemoteLog::parse)
                .flatMap(remotes -> remotes.uuidOf(StoreRemote.NAME))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The object by which the remote knows that this part of the store belongs to it and to no other. */
    private void guard(String uuid) throws IOException {
        ObjectStore store = site.store();
        String name = StoreRemote.prefix(study, kind) + "annex-uuid";
        if (store.find(name).isEmpty()) {
            store.put(name, ObjectContent.ofBytes(uuid.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        try (InputStream in = store.read(name, 0)) {
            String found = new String(in.readNBytes(100), StandardCharsets.UTF_8).strip();
            boolean begun = git.resolve(MAIN).isPresent();
            if (begun && !found.equals(uuid)) {
                throw new IOException("The store's " + name + " must name this repository's remote " + uuid
                        + ": it names " + found + ". Give the study a part of the store of its own.");
            }
        }
        store.put(name, ObjectContent.ofBytes(uuid.getBytes(StandardCharsets.UTF_8)));
    }

    private void begin(Map<RepositoryKind, StudyRepository> siblings, String uuid) throws IOException {
        DataladDataset dataset = DataladDataset.create();
        Optional<String> parent = Optional.empty();
        for (DataladDataset.Commit step : dataset.initialCommits()) {
            TreeEdit edit = new TreeEdit().texts(step.files());
            parent = Optional.of(commit(parent, edit, step.message()));
        }
        TreeEdit edit = new TreeEdit().texts(files.of(kind));
        Optional<StudyFiles.Link> link = StudyFiles.link(kind);
        if (link.isPresent()) {
            link(link.get(), siblings, edit);
        }
        String tip = commit(parent, edit, "Set up the study\n");
        Map<String, RefUpdate> push = new LinkedHashMap<>();
        push.put(MAIN, RefUpdate.create(tip));
        annexBranch(uuid).ifPresent(update -> push.put(SharedAnnexBranch.REF, update));
        if (kind == RepositoryKind.BIDS) {
            push.put(DEV, RefUpdate.create(tip));
        }
        push(push);
    }

    private void link(StudyFiles.Link link, Map<RepositoryKind, StudyRepository> siblings, TreeEdit edit)
            throws IOException {
        StudyRepository sibling =
                Optional.ofNullable(siblings.get(link.target())).orElseThrow();
        edit.text(Gitmodules.PATH, link.modules(study, sibling.dataladId()).format());
        edit.submodule(link.path(), sibling.tip());
    }

    private Optional<RefUpdate> annexBranch(String uuid) throws IOException {
        SortedMap<String, String> settings = new StoreRemote(site.storeLocation()).settings(study, kind);
        return new SharedAnnexBranch(git, GitIdentity.BIDSFORGE).prepare(branch -> branch.remote(uuid, settings));
    }

    /** Puts back what is missing, moves the store's and the service's address; leaves what people changed. */
    private void mend(String uuid) throws IOException {
        Map<String, RefUpdate> push = new LinkedHashMap<>();
        mendBranch(MAIN).ifPresent(update -> push.put(MAIN, update));
        annexBranch(uuid).ifPresent(update -> push.put(SharedAnnexBranch.REF, update));
        if (kind == RepositoryKind.BIDS) {
            if (git.resolve(DEV).isEmpty()) {
                push.put(DEV, RefUpdate.create(tip()));
            } else {
                mendBranch(DEV).ifPresent(update -> push.put(DEV, update));
            }
        }
        if (!push.isEmpty()) {
            push(push);
            progress.accept("Mended " + study.repository(kind).fullName());
        }
    }

    private Optional<RefUpdate> mendBranch(String branch) throws IOException {
        TreeEdit edit = new TreeEdit();
        for (Map.Entry<String, String> file : new TreeMap<>(files.of(kind)).entrySet()) {
            Optional<String> present = git.readText(branch, file.getKey());
            boolean own = file.getKey().equals(Pipeline.WORKFLOW);
            if (present.isEmpty() || (own && !present.get().equals(file.getValue()))) {
                edit.text(file.getKey(), file.getValue());
            }
        }
        if (edit.isEmpty()) {
            return Optional.empty();
        }
        String tip = git.commit(branch).id();
        return Optional.of(RefUpdate.move(tip, commit(Optional.of(tip), edit, "Put the study's files right\n")));
    }

    private String commit(
            @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<String> parent,
            TreeEdit edit,
            String message)
            throws IOException {
        String tree = parent.isPresent() ? git.write(parent.get(), edit) : git.write(edit);
        return git.commit(tree, parent.stream().toList(), message, GitIdentity.BIDSFORGE);
    }

    private void push(Map<String, RefUpdate> updates) throws IOException {
        PushResult result = git.push(updates);
        if (!result.succeeded()) {
            throw new IOException("The forge refused to change "
                    + study.repository(kind).fullName() + ": " + result + ". Call the same command again.");
        }
        git.fetch();
    }
}
