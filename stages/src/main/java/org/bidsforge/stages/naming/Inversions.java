// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.stages.naming.Candidate.Labelled;

/**
 * Tells the images of an MP2RAGE apart, which scanners send under one protocol name: the two inversions, the uniform image
 * and the map computed of them. The inversion is what the description says, else the order of the inversion times.
 */
final class Inversions {
    private static final String SUFFIX = "MP2RAGE";
    private static final Pattern NUMBER = Pattern.compile("(?i)INV(?:ERSION)?[-_ ]?([0-9])(?![0-9])");
    private static final Pattern UNIFORM = Pattern.compile("(?i)(^|[-_ ])UNI([-_ ]|$)");
    private static final Pattern DENOISED = Pattern.compile("(?i)UNI[-_ ]?DEN");
    private static final Pattern MAP = Pattern.compile("(?i)(^|[-_ ])T1[-_ ]?(MAP|IMAGES)([-_ ]|$)");

    private final Map<String, TreeSet<BigDecimal>> times = new HashMap<>();

    private Inversions() {}

    static List<Candidate> apart(List<Candidate> candidates) {
        Inversions inversions = new Inversions();
        candidates.forEach(inversions::collect);
        return candidates.stream().map(inversions::named).toList();
    }

    private static boolean isOpen(Candidate candidate, Labelled image) {
        return candidate.datatype().equals("anat")
                && image.suffix().equals(SUFFIX)
                && !candidate.entities().containsKey("inv")
                && !image.entities().containsKey("inv");
    }

    private void collect(Candidate candidate) {
        for (Labelled image : candidate.images()) {
            if (isOpen(candidate, image) && computed(candidate, image).isEmpty()) {
                time(image)
                        .ifPresent(time -> times.computeIfAbsent(
                                        candidate.entities().toString(), any -> new TreeSet<>())
                                .add(time));
            }
        }
    }

    private Candidate named(Candidate candidate) {
        List<Labelled> images = new ArrayList<>();
        for (Labelled image : candidate.images()) {
            images.add(isOpen(candidate, image) ? named(candidate, image) : image);
        }
        return candidate.withImages(images);
    }

    private Labelled named(Candidate candidate, Labelled image) {
        Optional<String> computed = computed(candidate, image);
        if (computed.isPresent()) {
            Labelled map = image.withSuffix(computed.get());
            boolean denoised =
                    DENOISED.matcher(candidate.series().description()).find();
            return denoised && !candidate.entities().containsKey("rec") ? map.with("rec", "denoised") : map;
        }
        Matcher told = NUMBER.matcher(candidate.series().description());
        if (told.find()) {
            return image.with("inv", told.group(1));
        }
        TreeSet<BigDecimal> all = times.getOrDefault(candidate.entities().toString(), new TreeSet<>());
        // A lone inversion time could be the first or the second.
        return time(image)
                .filter(time -> all.size() > 1)
                .map(time -> image.with(
                        "inv", Integer.toString(all.headSet(time, true).size())))
                .orElse(image);
    }

    /** The suffix of an image that the scanner computed of the inversions; nothing for an inversion itself. */
    private static Optional<String> computed(Candidate candidate, Labelled image) {
        List<String> type = image.image().texts("ImageType");
        String description = candidate.series().description();
        if (type.contains("UNI")
                || UNIFORM.matcher(description).find()
                || DENOISED.matcher(description).find()) {
            return Optional.of("UNIT1");
        }
        boolean map = type.contains("T1 MAP") || type.contains("T1MAP") || type.contains("T1_MAP");
        return map || MAP.matcher(description).find() ? Optional.of("T1map") : Optional.empty();
    }

    private static Optional<BigDecimal> time(Labelled image) {
        return image.image().number("InversionTime").map(BigDecimal::stripTrailingZeros);
    }
}
