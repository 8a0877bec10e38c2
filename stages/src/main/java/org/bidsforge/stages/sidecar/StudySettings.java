// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.rules.SidecarSetting;
import org.bidsforge.stages.rules.SidecarSetting.VolumeOrder;
import org.jspecify.annotations.Nullable;

/** What a study says about its images; of several settings for one image the last one counts. */
final class StudySettings {
    private final List<SidecarSetting> settings;

    StudySettings(List<SidecarSetting> settings) {
        this.settings = List.copyOf(settings);
    }

    void apply(NamedImage image, @Nullable ObjectNode draft) {
        if (draft == null) {
            return;
        }
        for (SidecarSetting setting : of(image)) {
            for (Map.Entry<String, JsonNode> value : setting.values().properties()) {
                if (value.getValue().isNull()) {
                    draft.remove(value.getKey());
                } else {
                    draft.set(value.getKey(), value.getValue());
                }
            }
        }
    }

    /** Where the study contradicts what the scanner says: both must be seen. */
    Optional<Finding> overridden(NamedImage image, ObjectNode scanner) {
        List<String> changes = new ArrayList<>();
        for (SidecarSetting setting : of(image)) {
            for (Map.Entry<String, JsonNode> value : setting.values().properties()) {
                JsonNode said = scanner.path(value.getKey());
                if (!said.isMissingNode() && !same(said, value.getValue())) {
                    changes.add(value.getKey() + " is " + said + " by DICOM and " + value.getValue() + " by line "
                            + setting.line() + " of the rules");
                }
            }
        }
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "sidecar-overridden",
                Severity.NOTE,
                Optional.of(image.path()),
                String.join("; ", changes) + ". The rules hold.",
                "Take the key out of the rules if the scanner is right."));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers ? one.doubleValue() == other.doubleValue() : one.equals(other);
    }

    Optional<VolumeOrder> volumes(NamedImage image) {
        return of(image).stream().flatMap(setting -> setting.volumes().stream()).reduce((earlier, later) -> later);
    }

    /** The columns of the image's table of events; none when no table is wanted. */
    List<String> events(NamedImage image) {
        return of(image).stream()
                .map(SidecarSetting::events)
                .filter(columns -> !columns.isEmpty())
                .reduce(List.of(), (earlier, later) -> later);
    }

    private List<SidecarSetting> of(NamedImage image) {
        return settings.stream()
                .filter(setting -> setting.isFor(image.datatype(), image.name()))
                .toList();
    }
}
