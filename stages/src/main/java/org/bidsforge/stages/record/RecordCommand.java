// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.RulesFile;
import org.bidsforge.stages.site.Site;
import org.bidsforge.stages.tables.ParticipantsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge record}. */
@Command(
        name = "record",
        description =
                "Pushes a session that was converted by hand to its study, with the run record of its conversion.",
        footer = "Next: the service opens the merge request of the session's branch.",
        mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {
    private static final String MAIN = "main";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The dataset into which the session was converted.")
    @SuppressWarnings("NullAway.Init")
    private Path dataset;

    @Option(names = "--study", paramLabel = "INVESTIGATOR/STUDY", required = true, description = "The study.")
    @SuppressWarnings("NullAway.Init")
    private String study;

    @Option(names = "--session", paramLabel = "sub-X_ses-Y", required = true, description = "The session.")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Override
    public Integer call() throws IOException {
        StudyName studyName = parsed(() -> StudyName.parse(study));
        SessionName sessionName = parsed(() -> SessionName.parse(session));
        if (!Files.isDirectory(dataset.resolve(sessionName.folder()))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "DIR must hold the session: there is no " + sessionName.folder() + " in " + dataset
                            + ". Run: bidsforge convert DICOM --bids " + dataset);
        }
        Site site = new Site(Environment.of(System.getenv()));
        Path scratch = Files.createTempDirectory("bidsforge-record-");
        try (GitRepository bids = open(site, studyName, RepositoryKind.BIDS, scratch);
                GitRepository source = open(site, studyName, RepositoryKind.SOURCEDATA, scratch)) {
            AnnexStore store = new AnnexStore(site.store(), studyName, RepositoryKind.BIDS);
            BidsRepository repository = new BidsRepository(bids);
            SessionBase base = repository.base(sessionName);
            ConvertedSession converted =
                    converted(sessionName, studyName, source, scratch.resolve("tree"), repository, base);
            return tell(new SessionCommit(repository, source, store).record(converted, base), sessionName);
        } finally {
            delete(scratch);
        }
    }

    private static GitRepository open(Site site, StudyName study, RepositoryKind kind, Path scratch)
            throws IOException {
        GitRepository git =
                GitRepository.open(scratch.resolve(kind.label()), site.remote(site.forge(), study.repository(kind)));
        git.fetch();
        return git;
    }

    private <T> T parsed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException problem) {
            throw new ParameterException(spec.commandLine(), String.valueOf(problem.getMessage()), problem);
        }
    }

    /** Lays the session's files out under links, with a table of participants that keeps everybody else's rows. */
    private ConvertedSession converted(
            SessionName name,
            StudyName studyName,
            GitRepository source,
            Path tree,
            BidsRepository repository,
            SessionBase base)
            throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(dataset.resolve(name.folder()))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                String path = dataset.relativize(file).toString();
                Path link = tree.resolve(path);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, file.toAbsolutePath());
                files.add(path);
            }
        }
        Path participants = dataset.resolve(ParticipantsTable.PATH);
        if (Files.exists(participants)) {
            String ours = ParticipantsTable.only(Files.readString(participants), name.subject());
            String present = repository
                    .git()
                    .readText(base.commit(), ParticipantsTable.PATH)
                    .orElse("");
            Files.writeString(tree.resolve(ParticipantsTable.PATH), ParticipantsTable.join(present, ours));
            files.add(ParticipantsTable.PATH);
        }
        List<String> removed = repository.git().files(base.commit(), name.folder()).stream()
                .map(entry -> entry.path())
                .filter(path -> !files.contains(path))
                .toList();
        String commit = source.commit(MAIN).id();
        String sourceTree = source.treeId(commit, name.folder()).orElse("");
        return new ConvertedSession(
                name,
                tree,
                new ConvertedSession.Source(commit, sourceTree),
                files,
                removed,
                sensitive(repository, base, files),
                report(studyName, name, commit));
    }

    private static Set<String> sensitive(BidsRepository repository, SessionBase base, List<String> files)
            throws IOException {
        Optional<String> text = repository.git().readText(base.commit(), RuleSet.PATH);
        RuleSet rules = RuleSet.standard();
        if (text.isPresent()) {
            BidsSchema schema =
                    BidsSchema.read(Environment.of(System.getenv()).toolbox().requireSchema());
            rules = RulesFile.parse(text.get(), RuleSet.PATH, schema);
        }
        return files.stream().filter(rules::isSensitive).collect(Collectors.toSet());
    }

    private static StageReport report(StudyName study, SessionName session, String commit) {
        return new StageReport(
                Stage.CONVERT.name(),
                study.toString(),
                session.toString(),
                commit,
                "",
                Outcome.OK,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "Converted by hand.");
    }

    private int tell(SessionCommit.Result result, SessionName name) {
        PrintWriter err = spec.commandLine().getErr();
        if (result instanceof SessionCommit.Result.Recorded recorded) {
            err.println(
                    recorded.changed()
                            ? "Pushed " + name.branch() + " at " + recorded.commit()
                                    + ".\nNext: look at its merge request."
                            : "The study has all that already, at " + recorded.commit() + ".\nNext: nothing.");
            return ExitCode.OK.code();
        }
        if (result instanceof SessionCommit.Result.KeptEdits) {
            err.println(
                    "People changed " + name.branch() + "; their changes were kept.\nNext: look at its merge request.");
            return ExitCode.NEEDS_PERSON.code();
        }
        err.println("Somebody else pushed to " + name.branch() + " meanwhile.\nNext: call the same command again.");
        return ExitCode.UNAVAILABLE.code();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
