// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.Candidate.Labelled;
import org.bidsforge.stages.naming.Judge.Judgement;
import org.bidsforge.stages.naming.Judge.Step;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;

/** Names the images of one session. */
public final class SessionNaming {
    private static final String EXTENSION = ".nii.gz";
    private static final String RENAME =
            "Name the protocol in ReproIn style, such as func-bold_task-rest, or write a rule: bidsforge rules --help.";

    private final SchemaFit schema;
    private final SessionName session;
    private final List<Fate> fates = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Trace> traces = new HashMap<>();
    private final Judge judge;
    private final List<NamedImage> numbered = new ArrayList<>();
    private final Set<Integer> guessed = new TreeSet<>();
    private int files;
    private int unnamed;

    public SessionNaming(BidsSchema schema, SessionName session, RuleSet rules) {
        this.judge = new Judge(rules, schema);
        this.schema = new SchemaFit(schema);
        this.session = session;
    }

    /** {@code all} in the order of acquisition; called once. */
    public Names name(List<ConvertedSeries> all) {
        List<Candidate> candidates = new ArrayList<>();
        for (ConvertedSeries converted : all) {
            candidate(converted)
                    .flatMap(this::withoutComponents)
                    .map(Siblings::apart)
                    .filter(this::hasLength)
                    .ifPresent(candidates::add);
        }
        tellGuesses();
        List<Numbered> runs = Runs.number(Inversions.apart(candidates));
        Map<String, Numbered> winners = Runs.winners(runs);
        Map<String, NamedImage> images = new LinkedHashMap<>();
        for (Numbered one : runs) {
            Numbered winner = winners.getOrDefault(one.key(), one);
            if (winner.candidate()
                    .series()
                    .uid()
                    .equals(one.candidate().series().uid())) {
                place(one, images);
            } else {
                supersede(one.candidate().series(), winner.candidate().series());
            }
        }
        List<NamedImage> named = new ArrayList<>(withParts(List.copyOf(images.values())));
        named.addAll(numbered);
        return new Names(named, fates, findings, traces);
    }

    private Optional<Candidate> candidate(ConvertedSeries converted) {
        Series series = converted.series();
        SeriesRow row = SeriesRow.of(series, files);
        files += series.files().size();
        String noImage = series.reasonForNoImage();
        if (!noImage.isEmpty()) {
            return skip(series, noImage);
        }
        Judgement judgement = judge.judge(session.subject(), row, converted);
        traces.put(series.uid(), judgement.trace());
        if (judgement.step() instanceof Step.Skip skip) {
            return skip(series, skip.reason());
        }
        if (!converted.expected() && converted.images().stream().allMatch(RawImage::isCopy)) {
            fates.add(Fate.failed(series, converted.failure()));
            return Optional.empty();
        }
        if (judgement.step() instanceof Step.Fault fault) {
            warn("name-not-understood", series, fault.reason(), RENAME);
            return skip(series, fault.reason());
        }
        if (judgement.step() instanceof Step.Unsorted unsorted) {
            number(unsorted);
            return Optional.empty();
        }
        Candidate candidate = ((Step.Place) judgement.step()).candidate();
        if (candidate.guess()) {
            guessed.add(series.number());
        }
        return Optional.of(candidate);
    }

    /** Once for all, as on a scanner that follows no convention they are every series. */
    private void tellGuesses() {
        if (!guessed.isEmpty()) {
            findings.add(new Finding(
                    "name-guessed",
                    Severity.WARNING,
                    Optional.empty(),
                    "Series " + guessed.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + ": no name in ReproIn style; datatype and suffix are a guess.",
                    RENAME));
        }
    }

    /** Real and imaginary parts of a fieldmap have no name in BIDS, and must not get that of a magnitude. */
    private Optional<Candidate> withoutComponents(Candidate candidate) {
        List<Labelled> kept = candidate.images().stream()
                .filter(image -> !Set.of("real", "imag").contains(image.image().part())
                        || image.image().isField())
                .toList();
        if (!candidate.datatype().equals("fmap")
                || kept.size() == candidate.images().size()) {
            return Optional.of(candidate);
        }
        String evidence = "BIDS has no name for the real and imaginary parts of a fieldmap.";
        if (kept.isEmpty()) {
            return skip(candidate.series(), evidence);
        }
        warn(
                "image-left-out",
                candidate.series(),
                (candidate.images().size() - kept.size()) + " images are not in the dataset: " + evidence,
                "Let the scanner send phase images, or compute them of the series in sourcedata.");
        return Optional.of(candidate.withImages(kept));
    }

    /** As heudiconv's convertall does: {@code run001}, {@code run002} .., in the order of acquisition. */
    private void number(Step.Unsorted step) {
        unnamed++;
        String run = String.format(Locale.ROOT, "run%03d", unnamed);
        int image = 0;
        for (RawImage one : step.images()) {
            image++;
            String file = step.images().size() > 1 ? run + "-" + image : run;
            BidsName name = BidsName.of(Map.of(), file, EXTENSION);
            String path = NamedImage.SOURCEDATA + "/" + session.folder() + "/" + file + EXTENSION;
            numbered.add(new NamedImage(step.series(), one, NamedImage.SOURCEDATA, name, path));
        }
    }

    /** A run that was stopped within its first volume is no time series. */
    private boolean hasLength(Candidate candidate) {
        boolean bold = candidate.datatype().equals("func")
                && candidate.images().stream().allMatch(image -> image.suffix().equals("bold"));
        if (bold && candidate.volumes() < 2) {
            fates.add(Fate.skipped(candidate.series(), "A bold series must have more than one volume."));
            return false;
        }
        return true;
    }

    private Optional<Candidate> skip(Series series, String reason) {
        fates.add(Fate.skipped(series, reason));
        return Optional.empty();
    }

    private void supersede(Series series, Series by) {
        fates.add(Fate.superseded(series, by));
        warn(
                "run-superseded",
                series,
                "Series " + by.number()
                        + " asks for the same name and run; the longer of them is kept, else the later.",
                "If both are wanted, give them different runs in the protocol name.");
    }

    private void place(Numbered numbered, Map<String, NamedImage> images) {
        Candidate candidate = numbered.candidate();
        int before = images.size();
        List<String> problems = new ArrayList<>();
        for (Labelled labelled : candidate.images()) {
            SchemaFit.Fitted fitted = schema.fit(candidate.datatype(), wanted(numbered, labelled));
            fitted.changes().forEach(change -> warn("name-changed", candidate.series(), change + ".", RENAME));
            problems.addAll(fitted.path().problems());
            fitted.path()
                    .find()
                    .map(path -> new NamedImage(
                            candidate.series(), labelled.image(), candidate.datatype(), fitted.name(), path))
                    .ifPresent(image -> put(image, images));
        }
        if (images.size() == before && !problems.isEmpty()) {
            fates.add(Fate.skipped(candidate.series(), "BIDS has no such name: " + String.join("; ", problems) + "."));
        } else if (images.size() == before) {
            fates.add(Fate.skipped(candidate.series(), "Another series of the session has all its names."));
        }
    }

    private BidsName wanted(Numbered numbered, Labelled labelled) {
        Map<String, String> entities = new LinkedHashMap<>();
        entities.put("sub", session.subject());
        session.session().ifPresent(label -> entities.put("ses", label));
        entities.putAll(numbered.candidate().entities());
        numbered.run().ifPresent(run -> entities.put("run", run));
        entities.putAll(labelled.entities());
        return BidsName.of(entities, labelled.suffix(), EXTENSION);
    }

    /** Of several images of one name, as when dcm2niix splits a series, the one with most volumes stays. */
    private void put(NamedImage image, Map<String, NamedImage> images) {
        NamedImage known = images.get(image.path());
        if (known != null) {
            warn(
                    "image-left-out",
                    image.series(),
                    "Several images want to be " + image.path() + "; the longest is kept.",
                    "Look at the series in sourcedata: it may be a mixture.");
        }
        if (known == null || known.image().volumes() < image.image().volumes()) {
            images.put(image.path(), image);
        }
    }

    /** A magnitude whose phase is there says that it is the magnitude. */
    private List<NamedImage> withParts(List<NamedImage> images) {
        Set<String> phases = images.stream()
                .filter(image -> image.name().entity("part").isPresent())
                .map(image -> image.datatype() + image.name().without("part"))
                .collect(Collectors.toCollection(HashSet::new));
        return images.stream()
                .map(image -> {
                    boolean lone = image.name().entity("part").isPresent()
                            || !phases.contains(image.datatype() + image.name());
                    return lone ? image : asMagnitude(image);
                })
                .toList();
    }

    private NamedImage asMagnitude(NamedImage image) {
        SchemaFit.Fitted fitted = schema.fit(image.datatype(), image.name().with("part", "mag"));
        return fitted.path()
                .find()
                .map(path -> new NamedImage(image.series(), image.image(), image.datatype(), fitted.name(), path))
                .orElse(image);
    }

    private void warn(String code, Series series, String evidence, String remedy) {
        findings.add(new Finding(
                code, Severity.WARNING, Optional.empty(), "Series " + series.number() + ": " + evidence, remedy));
    }
}
