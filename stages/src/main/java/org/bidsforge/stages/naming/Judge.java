// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.bids.Marker;
import org.bidsforge.core.bids.Reading;
import org.bidsforge.core.bids.Reproin;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.Candidate.Labelled;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.RuleSet.Followed;
import org.bidsforge.stages.rules.Ruling;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;

/** Lets the rules decide what each series is to become. */
final class Judge {
    private static final String NOTHING =
            "The name is not in ReproIn style, and nothing else says what the image shows.";

    private final RuleSet rules;
    private final ReproinNames reproin;

    Judge(RuleSet rules, BidsSchema schema) {
        this.rules = rules;
        this.reproin = new ReproinNames(schema);
    }

    /** What is to be done with a series. */
    sealed interface Step {
        record Place(Candidate candidate) implements Step {}

        /** To be numbered in {@code sourcedata}, whatever it is. */
        record Unsorted(Series series, List<RawImage> images) implements Step {
            public Unsorted {
                images = List.copyOf(images);
            }
        }

        record Skip(String reason) implements Step {}

        /** Meant to have a place, but named in a way that cannot be followed. */
        record Fault(String reason) implements Step {}
    }

    record Judgement(Step step, Trace trace) {}

    Judgement judge(String subject, SeriesRow row, ConvertedSeries converted) {
        RuleSet.Decision<Step> decision =
                rules.decide(subject, new SeriesFacts(row, converted), ruling -> follow(ruling, converted));
        List<RuleSet.Passed> passed = new ArrayList<>(decision.passed());
        Step step = decision.result()
                .or(() -> decision.open().map(why -> new Step.Skip("Open until it is converted: " + why + ".")))
                .orElseGet(() -> new Step.Skip(NOTHING));
        return new Judgement(step, new Trace(decision.rule(), passed));
    }

    private Followed<Step> follow(Ruling ruling, ConvertedSeries converted) {
        Series series = converted.series();
        List<RawImage> images =
                converted.images().stream().filter(image -> !image.isCopy()).toList();
        if (ruling instanceof Ruling.Skipped skipped) {
            return Followed.with(new Step.Skip(skipped.reason()));
        }
        if (ruling instanceof Ruling.Named named) {
            return Followed.with(named(series, named, images));
        }
        return switch (((Ruling.Convention) ruling).builtIn()) {
            case REPROIN -> reproin(series, images);
            case GUESS -> guess(converted, images);
            case CONVERTALL -> Followed.with(new Step.Unsorted(converted.series(), images));
        };
    }

    private static Step named(Series series, Ruling.Named named, List<RawImage> images) {
        Optional<Marker> run = named.run().map(Marker::of);
        boolean number = run.isEmpty()
                || run.get().kind() != Marker.Kind.EXPLICIT
                || run.get().value().matches("[0-9]{1,9}");
        if (!number) {
            return new Step.Fault(
                    "A run must be a number, + or =: run-" + run.get().value() + ".");
        }
        List<Labelled> labelled = images.stream()
                .map(image -> new Labelled(image, named.suffix(), Map.of()))
                .toList();
        return new Step.Place(new Candidate(series, named.datatype(), named.entities(), run, false, labelled));
    }

    private Followed<Step> reproin(Series series, List<RawImage> images) {
        Reading reading = Reproin.read(series.context());
        if (reading instanceof Reading.Scout) {
            return Followed.with(new Step.Skip(reading.reason() + "."));
        }
        if (reading instanceof Reading.Faulty) {
            return Followed.with(new Step.Fault(reading.reason() + "."));
        }
        return reading.named()
                .map(name -> Followed.<Step>with(new Step.Place(reproin.of(series, name, images))))
                .orElseGet(() -> Followed.next(reading.reason()));
    }

    private static Followed<Step> guess(ConvertedSeries converted, List<RawImage> images) {
        if (converted.expected()) {
            return Followed.with(new Step.Skip("Open until it is converted: dcm2niix guesses what the image shows."));
        }
        return Guess.of(converted.series(), images)
                .map(candidate -> Followed.<Step>with(new Step.Place(candidate)))
                .orElseGet(() -> Followed.next("dcm2niix has no guess that has a place in a dataset"));
    }
}
