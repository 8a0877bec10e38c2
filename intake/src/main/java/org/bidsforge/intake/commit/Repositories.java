// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.intake.route.Studies;
import org.bidsforge.intake.route.StudySettings;
import org.bidsforge.store.ObjectStore;

/** The studies of a forge, and their sourcedata through a mirror in a folder of the intake. */
public final class Repositories implements Studies {
    private static final String USER = "bidsforge";

    private final ForgeAccess access;
    private final ObjectStore store;
    private final Path mirrors;

    public Repositories(ForgeAccess access, ObjectStore store, Path mirrors) {
        this.access = access;
        this.store = store;
        this.mirrors = mirrors;
    }

    @Override
    public Optional<StudySettings> find(StudyName study) throws IOException {
        Forge forge = access.forge();
        if (forge.repositories()
                .find(study.repository(RepositoryKind.SOURCEDATA))
                .isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> settings =
                forge.repositories().file(study.repository(RepositoryKind.BIDS), "main", StudySettings.PATH);
        if (settings.isEmpty()) {
            // A study that is just being created: another rule for its subjects may be on its way.
            throw new IOException("the study " + study + " must have its settings: " + StudySettings.PATH);
        }
        return Optional.of(StudySettings.parse(new String(settings.get(), StandardCharsets.UTF_8)));
    }

    @Override
    public List<String> sessions(StudyName study, String subject) throws IOException {
        try (Sourcedata sourcedata = open(study)) {
            return sourcedata.sessions(subject);
        }
    }

    /** The study's sourcedata as it is now. */
    public Sourcedata open(StudyName study) throws IOException {
        RepositoryName name = study.repository(RepositoryKind.SOURCEDATA);
        GitRemote remote = new GitRemote(access.forge().gitUrl(name), USER, access.token());
        Path mirror = mirrors.resolve(name.owner()).resolve(name.name() + ".git");
        return Sourcedata.open(study, mirror, remote, store);
    }
}
