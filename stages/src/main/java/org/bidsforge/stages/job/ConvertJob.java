// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.stages.convert.Conversion;
import org.bidsforge.stages.convert.ConvertRequest;
import org.bidsforge.stages.convert.Converter;
import org.bidsforge.stages.record.AnnexStore;
import org.bidsforge.stages.record.BidsRepository;
import org.bidsforge.stages.record.ConvertedSession;
import org.bidsforge.stages.record.SessionBase;
import org.bidsforge.stages.record.SessionCommit;
import org.bidsforge.store.ObjectStore;

/** Converts one session of a study and records it on its branch. */
final class ConvertJob {
    private static final int TRIES = 5;

    private final Claim claim;
    private final JobFolder folder;
    private final Toolbox toolbox;

    ConvertJob(Claim claim, JobFolder folder, Toolbox toolbox) {
        this.claim = claim;
        this.folder = folder;
        this.toolbox = toolbox;
    }

    StageReport run() throws IOException, InterruptedException {
        Converter converter = Converter.of(toolbox);
        ObjectStore store = claim.openStore();
        try (GitRepository source =
                        GitRepository.open(folder.work("sourcedata.git"), claim.remote(RepositoryKind.SOURCEDATA));
                GitRepository bids = GitRepository.open(folder.work("bids.git"), claim.remote(RepositoryKind.BIDS))) {
            source.fetch();
            Path archives = archives(source, store);
            SessionCommit.Result last = new SessionCommit.Result.Overtaken("");
            for (int attempt = 0; attempt < TRIES; attempt++) {
                bids.fetch();
                BidsRepository repository = new BidsRepository(bids);
                SessionBase base = repository.base(claim.work().session());
                Conversion conversion = convert(converter, repository, base, archives);
                if (conversion.files().isEmpty()) {
                    return Reports.of(claim.work(), conversion.report(), "");
                }
                AnnexStore annex = new AnnexStore(store, claim.work().study(), RepositoryKind.BIDS);
                last = new SessionCommit(repository, source, annex).record(converted(source, conversion), base);
                if (last instanceof SessionCommit.Result.Recorded recorded) {
                    return Reports.of(claim.work(), conversion.report(), recorded.commit());
                }
                if (last instanceof SessionCommit.Result.KeptEdits kept) {
                    return Reports.of(claim.work(), withEdits(conversion.report()), kept.commit());
                }
            }
            throw new IOException("The branch " + claim.work().session().branch()
                    + " always moved before the push came: " + last + ". It is tried again later.");
        }
    }

    /** Fetches the session's archives, each checked by its key, and the table of its series. */
    private Path archives(GitRepository source, ObjectStore store) throws IOException {
        AnnexStore annex = new AnnexStore(store, claim.work().study(), RepositoryKind.SOURCEDATA);
        Path archives = folder.work("dicom");
        Files.createDirectories(archives);
        String session = claim.work().session().folder();
        List<TreeEntry> entries = source.files(claim.work().sourceCommit(), session);
        for (TreeEntry entry : entries) {
            boolean table = entry.path().endsWith("_series.tsv");
            if (!table && !entry.path().endsWith(".tar")) {
                continue;
            }
            byte[] content =
                    source.read(claim.work().sourceCommit(), entry.path()).orElseThrow();
            if (table) {
                Files.write(archives.resolve(fileName(entry)), content);
                continue;
            }
            Optional<AnnexKey> key = AnnexPointer.read(new String(content, StandardCharsets.UTF_8));
            if (key.isEmpty()) {
                throw new IOException("An archive of sourcedata must be annexed: " + entry.path());
            }
            annex.get(key.get(), archives.resolve(fileName(entry)));
        }
        return archives;
    }

    private static String fileName(TreeEntry entry) {
        return entry.path().substring(entry.path().lastIndexOf('/') + 1);
    }

    private Conversion convert(Converter converter, BidsRepository repository, SessionBase base, Path archives)
            throws IOException, InterruptedException {
        SessionName session = claim.work().session();
        folder.clear("bids");
        Path dataset = folder.work("bids");
        repository.materialise(base.commit(), session, dataset);
        List<Conversion> conversions = converter.convert(new ConvertRequest(
                List.of(archives), dataset, Optional.of(session.subject()), session.session(), true));
        if (conversions.size() != 1) {
            throw new IOException("A session's archives must hold one session: " + conversions.size() + " were found");
        }
        return conversions.get(0);
    }

    private ConvertedSession converted(GitRepository source, Conversion conversion) throws IOException {
        SessionName session = claim.work().session();
        String commit = claim.work().sourceCommit();
        String tree = source.treeId(commit, session.folder()).orElse("");
        return new ConvertedSession(
                session,
                folder.work("bids"),
                new ConvertedSession.Source(commit, tree),
                conversion.files(),
                conversion.removed(),
                conversion.sensitive(),
                Reports.of(claim.work(), conversion.report(), ""));
    }

    private static StageReport withEdits(StageReport report) {
        List<Finding> findings = new ArrayList<>(report.findings());
        findings.add(new Finding(
                "edits-kept",
                Severity.NOTE,
                Optional.empty(),
                "People changed the branch after the conversion; their changes were kept.",
                "To have the conversion as it was, delete the branch and convert again."));
        return Reports.withFindings(report, findings);
    }
}
