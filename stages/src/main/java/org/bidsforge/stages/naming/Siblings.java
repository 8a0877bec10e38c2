// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bidsforge.stages.naming.Candidate.Labelled;

/** Tells the images of one series apart: echoes, parts of the complex signal, the images of a fieldmap. */
final class Siblings {
    private Siblings() {}

    static Candidate apart(Candidate candidate) {
        List<Labelled> images = candidate.images();
        if (candidate.datatype().equals("fmap")) {
            return candidate.withImages(numbered(numbered(images, "magnitude"), "phase"));
        }
        List<Labelled> labelled = new ArrayList<>();
        List<BigDecimal> echoTimes = echoTimes(images, image -> true);
        for (Labelled image : images) {
            Labelled changed = image;
            String part = image.image().part();
            if (!part.equals("mag")) {
                changed = changed.with("part", part);
            }
            if (echoTimes.size() > 1) {
                changed = changed.with("echo", Integer.toString(echoNumber(echoTimes, image)));
            }
            labelled.add(changed);
        }
        return candidate.withImages(labelled);
    }

    /** Two magnitudes are magnitude1 and magnitude2 by echo time; likewise two phases, of which one is a difference. */
    private static List<Labelled> numbered(List<Labelled> images, String family) {
        Predicate<Labelled> ours = image -> image.suffix().startsWith(family);
        List<BigDecimal> echoTimes = echoTimes(images, ours);
        boolean field = images.stream().anyMatch(image -> image.suffix().equals("fieldmap"));
        return images.stream()
                .map(image -> {
                    if (!ours.test(image)) {
                        return image;
                    }
                    if (echoTimes.size() > 1) {
                        return image.withSuffix(family + echoNumber(echoTimes, image));
                    }
                    boolean loneMagnitude = image.suffix().equals("magnitude") && !field;
                    return loneMagnitude ? image.withSuffix("magnitude1") : image;
                })
                .toList();
    }

    private static List<BigDecimal> echoTimes(List<Labelled> images, Predicate<Labelled> which) {
        return images.stream()
                .filter(which)
                .flatMap(image -> image.image().number("EchoTime").stream())
                .map(BigDecimal::stripTrailingZeros)
                .distinct()
                .sorted()
                .toList();
    }

    private static int echoNumber(List<BigDecimal> echoTimes, Labelled image) {
        return image.image()
                .number("EchoTime")
                .map(time -> echoTimes.indexOf(time.stripTrailingZeros()) + 1)
                .orElse(1);
    }
}
