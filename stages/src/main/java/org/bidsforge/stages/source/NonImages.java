// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bidsforge.dicom.Uids;

/** The storage classes (PS3.4 annex B) whose objects are no scans, with the reason as a person reads it. */
final class NonImages {
    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(Uids.SECONDARY_CAPTURE, "A secondary capture is a picture of a screen or a page, not a scan.");
        REASONS.put(Uids.STORAGE_PREFIX + "88.", "A structured report holds text, no image.");
        REASONS.put(Uids.STORAGE_PREFIX + "104.", "An enclosed document is no image.");
        REASONS.put(Uids.STORAGE_PREFIX + "11.", "A presentation state holds no image.");
        REASONS.put(Uids.STORAGE_PREFIX + "9.", "A waveform is no image.");
        REASONS.put(Uids.STORAGE_PREFIX + "66", "Raw data hold no image.");
        REASONS.put(Uids.MR_SPECTROSCOPY, "Spectroscopy is not converted.");
        REASONS.put(Uids.SIEMENS_CSA_NON_IMAGE, "The scanner's own report holds no image.");
    }

    private NonImages() {}

    /** Why objects of this class give no image; empty when they may. */
    static String reason(String sopClass, String modality) {
        if (modality.equals("SR")) {
            return "A structured report holds text, no image.";
        }
        return REASONS.entrySet().stream()
                .filter(entry -> isWithin(sopClass, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static boolean isWithin(String sopClass, String root) {
        return root.endsWith(".")
                ? sopClass.startsWith(root)
                : sopClass.equals(root) || sopClass.startsWith(root + ".");
    }
}
