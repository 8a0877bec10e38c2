// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.stages.record.AnnexStore;
import org.bidsforge.stages.record.BidsRepository;
import org.bidsforge.stages.tables.ParticipantsTable;
import org.bidsforge.stages.validate.Validation;

/** Validates one session as it stands on its branch, with the content of its images. */
final class ValidateJob {
    private final Claim claim;
    private final JobFolder folder;
    private final Toolbox toolbox;

    ValidateJob(Claim claim, JobFolder folder, Toolbox toolbox) {
        this.claim = claim;
        this.folder = folder;
        this.toolbox = toolbox;
    }

    StageReport run() throws IOException, InterruptedException {
        SessionName session = claim.work().session();
        Path dataset = folder.work("bids");
        try (GitRepository git = GitRepository.open(folder.work("bids.git"), claim.remote(RepositoryKind.BIDS))) {
            git.fetch();
            BidsRepository repository = new BidsRepository(git);
            String head = repository.head(session);
            repository.materialise(head, session, dataset);
            repository.fetchContent(
                    head,
                    session,
                    dataset,
                    new AnnexStore(claim.openStore(), claim.work().study(), RepositoryKind.BIDS));
            onlyThisSubject(dataset, session);
            Validation validation = Validation.of(dataset, toolbox);
            folder.leave("junit.xml", validation.junit());
            return Reports.of(claim.work(), validation.report(), head);
        }
    }

    /** The other subjects' folders are not here, and the validator would miss them. */
    private static void onlyThisSubject(Path dataset, SessionName session) throws IOException {
        Path participants = dataset.resolve(ParticipantsTable.PATH);
        if (Files.isRegularFile(participants)) {
            String table = Files.readString(participants);
            Files.writeString(participants, ParticipantsTable.only(table, session.subject()));
        }
    }
}
