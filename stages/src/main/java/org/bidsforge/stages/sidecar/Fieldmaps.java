// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.schema.SessionScope;
import org.jspecify.annotations.Nullable;

/**
 * Says which fieldmap belongs to which image, in both ways that programs read: B0FieldIdentifier with B0FieldSource, and
 * IntendedFor. The images of a fieldmap are those whose names differ in suffix and direction only. An image takes, of the
 * fieldmaps that cover it, the one with its own shim, else the one that was acquired nearest to it.
 */
final class Fieldmaps {
    private static final double COVERED = 0.5;

    private Fieldmaps() {}

    /** One fieldmap: its identifier, its images, and the shim and time of the first of them. */
    private record Field(String identifier, List<NamedImage> images) {
        NamedImage first() {
            return images.get(0);
        }
    }

    /** Gives why an image has its fieldmap, where there was a choice or the choice was bad. */
    static List<Finding> link(List<NamedImage> images, Map<String, ObjectNode> drafts, SessionScope session) {
        List<Field> fields = fields(images);
        Map<String, List<String>> intended = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (NamedImage image : images) {
            ObjectNode draft = drafts.get(image.path());
            if (draft == null || !isCorrected(image, draft, session)) {
                continue;
            }
            nearest(fields, image).ifPresent(field -> {
                draft.put("B0FieldSource", field.identifier());
                reason(fields, field, image).ifPresent(findings::add);
                intended.computeIfAbsent(field.identifier(), id -> new ArrayList<>())
                        .add("bids::" + image.path());
            });
        }
        for (Field field : fields) {
            List<String> targets = intended.getOrDefault(field.identifier(), List.of());
            for (NamedImage image : field.images()) {
                describe(drafts.get(image.path()), field.identifier(), targets);
            }
        }
        return findings;
    }

    private static Optional<Finding> reason(List<Field> fields, Field chosen, NamedImage image) {
        if (!covers(chosen, image)) {
            return Optional.of(new Finding(
                    "fieldmap-elsewhere",
                    Severity.WARNING,
                    Optional.of(image.path()),
                    "Its fieldmap " + chosen.identifier() + " covers less than half of it.",
                    "Look at both: the wrong part of the body may have been mapped."));
        }
        if (fields.size() < 2) {
            return Optional.empty();
        }
        boolean shim = sameShim(chosen.first(), image);
        return Optional.of(new Finding(
                "fieldmap-chosen",
                Severity.NOTE,
                Optional.of(image.path()),
                "Of " + fields.size() + " fieldmaps " + chosen.identifier() + " is its own: it covers the image"
                        + (shim ? " and has its shim" : "") + "; of such it was acquired nearest.",
                "If another one is meant, set B0FieldSource under sidecars: in the rules."));
    }

    private static boolean covers(Field field, NamedImage image) {
        return Coverage.share(field.first().image().header(), image.image().header()) >= COVERED;
    }

    /** Images for which the schema wants to know their fieldmap, but not maps that the scanner made of such images. */
    private static boolean isCorrected(NamedImage image, ObjectNode draft, SessionScope session) {
        boolean derived = image.image().texts("ImageType").contains("DERIVED") && !image.is("dwi", "dwi");
        return !derived && session.rules().keys(session.of(image, draft)).containsKey("B0FieldSource");
    }

    private static void describe(@Nullable ObjectNode draft, String identifier, List<String> targets) {
        if (draft == null) {
            return;
        }
        draft.put("B0FieldIdentifier", identifier);
        if (!targets.isEmpty()) {
            ArrayNode list = draft.putArray("IntendedFor");
            targets.stream().sorted().forEach(list::add);
        }
    }

    private static List<Field> fields(List<NamedImage> images) {
        Map<String, List<NamedImage>> groups = new LinkedHashMap<>();
        for (NamedImage image : images) {
            if (image.datatype().equals("fmap")) {
                groups.computeIfAbsent(identifier(image), id -> new ArrayList<>())
                        .add(image);
            }
        }
        List<Field> fields = new ArrayList<>();
        groups.forEach((identifier, group) -> fields.add(new Field(identifier, group)));
        return fields;
    }

    /** Unique within the subject, because a field may be used across sessions. */
    private static String identifier(NamedImage image) {
        StringBuilder identifier = new StringBuilder(image.name().suffix().equals("epi") ? "pepolar" : "gre");
        image.name().entities().forEach((key, value) -> {
            if (!Set.of("sub", "dir", "echo", "part").contains(key)) {
                identifier.append('_').append(key).append(value);
            }
        });
        return identifier.toString();
    }

    private static Optional<Field> nearest(List<Field> fields, NamedImage image) {
        return fields.stream()
                .min(Comparator.<Field>comparingInt(field -> covers(field, image) ? 0 : 1)
                        .thenComparingInt(field -> sameShim(field.first(), image) ? 0 : 1)
                        .thenComparingDouble(field -> distance(field, image))
                        .thenComparing(Field::identifier));
    }

    private static boolean sameShim(NamedImage one, NamedImage other) {
        var shim = one.image().sidecar().path("ShimSetting");
        return !shim.isMissingNode() && shim.equals(other.image().sidecar().path("ShimSetting"));
    }

    private static double distance(Field field, NamedImage image) {
        return field.images().stream()
                .mapToDouble(one -> Math.abs(seconds(one) - seconds(image)))
                .min()
                .orElse(Double.MAX_VALUE);
    }

    /** Seconds of the day; sessions do not cross midnight often enough to mind. */
    static double seconds(NamedImage image) {
        String acquired = image.series().acquired();
        if (acquired.length() < 14) {
            return 0;
        }
        return Integer.parseInt(acquired.substring(8, 10)) * 3600.0
                + Integer.parseInt(acquired.substring(10, 12)) * 60.0
                + Integer.parseInt(acquired.substring(12, 14));
    }
}
