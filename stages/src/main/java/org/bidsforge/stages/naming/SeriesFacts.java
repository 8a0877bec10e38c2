// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.rules.Facts;
import org.bidsforge.stages.rules.Key;
import org.bidsforge.stages.source.SeriesRow;

/** Answers what rules ask about a series. */
final class SeriesFacts implements Facts {
    private static final int MOST_VALUES = 4096;

    private final SeriesRow row;
    private final ConvertedSeries converted;

    SeriesFacts(SeriesRow row, ConvertedSeries converted) {
        this.row = row;
        this.converted = converted;
    }

    @Override
    public Optional<List<String>> values(Key key) {
        return switch (key.source()) {
            case SERIES -> Optional.of(field(key));
            case DICOM -> Optional.of(attribute(Dictionary.tag(key.name()).orElse(0)));
            case SIDECAR -> converted.expected() ? Optional.empty() : Optional.of(sidecar(key.name()));
        };
    }

    private List<String> field(Key key) {
        List<String> values = row.cells().getOrDefault(key.field(), List.of());
        if (key.element().isEmpty()) {
            return values;
        }
        int element = key.element().getAsInt();
        return element < values.size() ? List.of(values.get(element)) : List.of();
    }

    /** The attribute of the object, else of its functional groups, where enhanced objects keep it. */
    private List<String> attribute(int tag) {
        DataSet header = converted.series().header();
        List<String> values = header.getStrings(tag);
        if (!values.isEmpty()) {
            return values;
        }
        for (int groups : new int[] {Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE}) {
            for (DataSet group : header.getSequence(groups)) {
                for (Element macro : group) {
                    for (DataSet item : group.getSequence(macro.tag())) {
                        List<String> found = item.getStrings(tag);
                        if (!found.isEmpty()) {
                            return found;
                        }
                    }
                }
            }
        }
        return List.of();
    }

    /** The values of all images of the series. */
    private List<String> sidecar(String key) {
        List<String> values = new ArrayList<>();
        for (var image : converted.images()) {
            collect(image.sidecar().path(key), values);
        }
        return values.stream().distinct().limit(MOST_VALUES).toList();
    }

    private static void collect(JsonNode value, List<String> into) {
        if (value.isArray()) {
            value.forEach(one -> collect(one, into));
        } else if (value.isValueNode()) {
            into.add(value.asText());
        }
    }
}
