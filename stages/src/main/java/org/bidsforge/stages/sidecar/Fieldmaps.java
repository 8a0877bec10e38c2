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
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.schema.SessionScope;
import org.jspecify.annotations.Nullable;

/**
 * Says which fieldmap belongs to which image, in both ways that programs read: B0FieldIdentifier with B0FieldSource, and
 * IntendedFor. The images of a fieldmap are those whose names differ in suffix and direction only. An image takes the
 * fieldmap with its own shim, else the one that was acquired nearest to it.
 */
final class Fieldmaps {
    private Fieldmaps() {}

    /** One fieldmap: its identifier, its images, and the shim and time of the first of them. */
    private record Field(String identifier, List<NamedImage> images) {
        NamedImage first() {
            return images.get(0);
        }
    }

    static void link(List<NamedImage> images, Map<String, ObjectNode> drafts, SessionScope session) {
        List<Field> fields = fields(images);
        Map<String, List<String>> intended = new LinkedHashMap<>();
        for (NamedImage image : images) {
            ObjectNode draft = drafts.get(image.path());
            if (draft == null || !isCorrected(image, draft, session)) {
                continue;
            }
            nearest(fields, image).ifPresent(field -> {
                draft.put("B0FieldSource", field.identifier());
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
                .min(Comparator.<Field>comparingInt(field -> sameShim(field.first(), image) ? 0 : 1)
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
