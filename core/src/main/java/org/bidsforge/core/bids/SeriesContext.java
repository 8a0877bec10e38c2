// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a scanner says about a series, as far as its name is concerned.
 *
 * @param placeholders what {@code {name}} in a protocol name stands for, such as {@code date}; whoever fills it in
 *     answers for what then stands in file names
 */
public record SeriesContext(
        String protocolName, String seriesDescription, List<String> imageType, Map<String, String> placeholders) {
    public SeriesContext {
        imageType = List.copyOf(imageType);
        placeholders = Map.copyOf(placeholders);
    }

    public static SeriesContext of(String protocolName, String seriesDescription, List<String> imageType) {
        return new SeriesContext(protocolName, seriesDescription, imageType, Map.of());
    }

    /** Computed by the scanner from other series. */
    public boolean isDerived() {
        return imageType.stream().anyMatch("DERIVED"::equalsIgnoreCase);
    }

    public boolean isMotionCorrected() {
        return imageType.contains("MOCO");
    }

    boolean isPhase() {
        return imageType.contains("P") || imageType.contains("PHASE");
    }

    boolean isMagnitude() {
        return imageType.contains("M") || imageType.contains("MAGNITUDE");
    }

    /** The third value, which says what the image shows; empty when there is none. */
    String special() {
        return imageType.size() > 2 ? imageType.get(2).toUpperCase(Locale.ROOT) : "";
    }
}
