// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.rules.SidecarSetting.VolumeOrder;
import org.bidsforge.stages.schema.SessionScope;

/**
 * Arterial spin labelling: which volume is what, from the order that the study gives, and the keys that follow from it.
 * DICOM says little of it, and nothing is assumed.
 */
final class Perfusion {
    private static final String SUFFIX = "asl";
    private static final String CALIBRATION = "m0scan";

    private final SessionScope session;
    private final StudySettings settings;

    Perfusion(SessionScope session, StudySettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** Writes the context of a perfusion series into {@code tables}, and into {@code draft} what follows from it. */
    Optional<Finding> describe(
            NamedImage image, List<NamedImage> images, ObjectNode draft, Map<String, String> tables) {
        Optional<VolumeOrder> order = image.is("perf", SUFFIX) ? settings.volumes(image) : Optional.empty();
        if (order.isEmpty()) {
            return Optional.empty();
        }
        int volumes = image.image().volumes();
        List<String> types = types(order.get(), volumes);
        if (types.isEmpty()) {
            return Optional.of(new Finding(
                    "aslcontext-mismatch",
                    Severity.WARNING,
                    Optional.of(image.path()),
                    volumes + " volumes are not "
                            + String.join(", ", order.get().first()) + " and then whole times "
                            + String.join(", ", order.get().repeated()) + ".",
                    "Correct volumes: under sidecars: in the rules, or write the aslcontext.tsv by hand."));
        }
        tables.put(session.beside(image, "aslcontext", ".tsv"), "volume_type\n" + String.join("\n", types) + "\n");
        int pairs = Math.min(Collections.frequency(types, "control"), Collections.frequency(types, "label"));
        if (pairs > 0 && !draft.has("TotalAcquiredPairs")) {
            draft.put("TotalAcquiredPairs", pairs);
        }
        if (!draft.has("M0Type")) {
            if (types.contains(CALIBRATION)) {
                draft.put("M0Type", "Included");
            } else if (images.stream().anyMatch(one -> one.is("perf", CALIBRATION))) {
                draft.put("M0Type", "Separate");
            }
        }
        return Optional.empty();
    }

    private static List<String> types(VolumeOrder order, int volumes) {
        List<String> types = new ArrayList<>(order.first());
        while (types.size() < volumes && !order.repeated().isEmpty()) {
            types.addAll(order.repeated());
        }
        return types.size() == volumes ? types : List.of();
    }

    /** A calibration is for the perfusion series of its own name, else for the one acquired nearest to it. */
    static void link(List<NamedImage> images, Map<String, ObjectNode> drafts) {
        List<NamedImage> series =
                images.stream().filter(image -> image.is("perf", SUFFIX)).toList();
        for (NamedImage calibration : images) {
            ObjectNode draft = drafts.get(calibration.path());
            if (draft == null || series.isEmpty() || !calibration.is("perf", CALIBRATION)) {
                continue;
            }
            List<NamedImage> named = series.stream()
                    .filter(one -> one.name().withSuffix(CALIBRATION).equals(calibration.name()))
                    .toList();
            List<NamedImage> targets = named.isEmpty() ? List.of(nearest(series, calibration)) : named;
            ArrayNode list = draft.putArray("IntendedFor");
            targets.forEach(one -> list.add("bids::" + one.path()));
        }
    }

    private static NamedImage nearest(List<NamedImage> series, NamedImage calibration) {
        return series.stream()
                .min(Comparator.<NamedImage>comparingDouble(
                                one -> Math.abs(Fieldmaps.seconds(one) - Fieldmaps.seconds(calibration)))
                        .thenComparing(NamedImage::path))
                .orElseThrow();
    }
}
