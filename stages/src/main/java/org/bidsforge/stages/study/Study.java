// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.HookTarget;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.stages.site.Site;

/**
 * Makes a study's four repositories, or mends what is missing of them; a study that is whole stays untouched.
 *
 * <p>The bids repository comes last, because the service takes a study for real once it has its settings.
 */
public final class Study {
    private static final List<RepositoryKind> ORDER =
            List.of(RepositoryKind.SOURCEDATA, RepositoryKind.BIDS, RepositoryKind.QC, RepositoryKind.DERIVATIVES);

    private final Site site;
    private final Forge forge;
    private final StudyName study;
    private final StudyFiles files;

    /**
     * @param subjects how subject labels are made: {@code pseudonym} or {@code patient-id}
     * @param bidsVersion the version of BIDS that the dataset says it follows
     */
    public Study(Site site, StudyName study, String subjects, String bidsVersion) throws IOException {
        this.site = site;
        this.forge = site.forge();
        this.study = study;
        this.files = new StudyFiles(study, subjects, bidsVersion, site.serviceUrl());
    }

    /** May be called again at any time; says in a line whatever it changes. */
    public void create(Consumer<String> progress) throws IOException {
        site.storeLocation().create(site.storeCredentials());
        if (forge.repositories().ensureOrganisation(study.investigator())) {
            progress.accept("Made the organisation " + study.investigator());
        }
        Path folder = Files.createTempDirectory("bidsforge-study");
        Map<RepositoryKind, StudyRepository> made = new EnumMap<>(RepositoryKind.class);
        List<GitRepository> open = new ArrayList<>();
        try {
            for (RepositoryKind kind : ORDER) {
                RepositoryName name = study.repository(kind);
                forge.repositories().ensure(name, "main", kind.label() + " of " + study);
                GitRepository git = GitRepository.open(folder.resolve(kind.label()), site.remote(forge, name));
                open.add(git);
                StudyRepository repository = new StudyRepository(site, study, kind, git, files, progress);
                repository.make(made);
                made.put(kind, repository);
                protect(name, kind);
            }
            hook(RepositoryKind.SOURCEDATA);
            hook(RepositoryKind.BIDS);
        } finally {
            open.forEach(GitRepository::close);
            delete(folder);
        }
    }

    private void protect(RepositoryName name, RepositoryKind kind) throws IOException {
        forge.repositories().protectBranch(name, "main");
        forge.repositories().protectBranch(name, "git-annex");
        if (kind == RepositoryKind.BIDS) {
            forge.repositories().protectBranch(name, StudyRepository.DEVELOPMENT);
        }
    }

    private void hook(RepositoryKind kind) throws IOException {
        URI target = URI.create(site.serviceUrl() + "/hook/gitea");
        forge.hooks().ensure(study.repository(kind), new HookTarget(target, site.hookSecret()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
