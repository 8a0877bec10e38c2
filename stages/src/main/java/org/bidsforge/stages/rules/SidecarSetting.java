// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bidsforge.core.bids.BidsName;

/**
 * What a study says about images that DICOM does not.
 *
 * @param line where it stands in the rules file
 * @param datatype empty for any
 * @param suffixes empty for any
 * @param entities by key, the labels that an image's name must have
 * @param values the keys of the sidecar; a null takes a key out
 * @param volumes what the volumes of a perfusion series are
 * @param events the columns of the table of events that a person will fill; empty when none is wanted
 */
public record SidecarSetting(
        int line,
        String datatype,
        Set<String> suffixes,
        Map<String, Pattern> entities,
        ObjectNode values,
        Optional<VolumeOrder> volumes,
        List<String> events) {
    public SidecarSetting {
        events = List.copyOf(events);
        suffixes = Set.copyOf(suffixes);
        entities = Map.copyOf(entities);
    }

    /** The types of the first volumes, and those that are repeated to the end. */
    public record VolumeOrder(List<String> first, List<String> repeated) {
        public VolumeOrder {
            first = List.copyOf(first);
            repeated = List.copyOf(repeated);
        }
    }

    /** Whether it speaks of the image with this name. */
    public boolean isFor(String folder, BidsName name) {
        return (datatype.isEmpty() || datatype.equals(folder))
                && (suffixes.isEmpty() || suffixes.contains(name.suffix()))
                && entities.entrySet().stream()
                        .allMatch(one -> name.entity(one.getKey())
                                .filter(label -> one.getValue().matcher(label).matches())
                                .isPresent());
    }
}
