// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.util.List;
import java.util.Set;

/** What kinds of objects there are, as far as receiving and de-identification must tell them apart. */
public final class SopClasses {
    /** Roots below which makers define storage classes of their own. */
    private static final List<String> PRIVATE_STORAGE =
            List.of(Uids.SIEMENS_CSA_NON_IMAGE, "1.2.840.113619.4.", "1.3.46.670589.", "1.2.392.200036.");

    private static final Set<String> MAGNETIC_RESONANCE = Set.of(
            Uids.MR_IMAGE,
            Uids.ENHANCED_MR_IMAGE,
            Uids.MR_SPECTROSCOPY,
            Uids.ENHANCED_MR_COLOR_IMAGE,
            Uids.LEGACY_CONVERTED_ENHANCED_MR);

    /** CT and PET, each as single images, enhanced and converted: acquired by a scanner like those above. */
    private static final Set<String> OTHER_SCANS = Set.of("2", "2.1", "2.2", "20", "128", "128.1", "130");

    private SopClasses() {}

    /** Whether objects of this class are sent by C-STORE, also when this software has never heard of the class. */
    public static boolean isStorage(String sopClass) {
        return sopClass.startsWith(Uids.STORAGE_PREFIX)
                || PRIVATE_STORAGE.stream().anyMatch(sopClass::startsWith);
    }

    public static boolean isMagneticResonanceImage(String sopClass) {
        return MAGNETIC_RESONANCE.contains(sopClass);
    }

    /**
     * Whether a person may be named in what a program cannot clean: text in the pixels of captures and screens, reports,
     * enclosed documents, raw data, or a class nothing is known about. Such objects are not sent on unless a person
     * releases them.
     */
    public static boolean mayCarryBurnedInText(DataSet dataSet) {
        String sopClass = dataSet.getString(Tag.SOP_CLASS_UID).orElse("");
        if (isPhysiologicalLog(dataSet)) {
            return false;
        }
        boolean declared = dataSet.getString(Tag.BURNED_IN_ANNOTATION)
                .filter(value -> !value.equalsIgnoreCase("NO"))
                .isPresent();
        return declared
                || mayCarryBurnedInText(sopClass)
                || isScreen(dataSet.getStrings(Tag.IMAGE_TYPE))
                || isCapture(dataSet)
                || dataSet.contains(Tag.ENCAPSULATED_DOCUMENT);
    }

    /** The same by the class alone. */
    public static boolean mayCarryBurnedInText(String sopClass) {
        boolean otherScan = sopClass.startsWith(Uids.STORAGE_PREFIX)
                && OTHER_SCANS.contains(sopClass.substring(Uids.STORAGE_PREFIX.length()));
        return !otherScan && !isMagneticResonanceImage(sopClass);
    }

    /**
     * Whether the object is the log of a physiological unit, as the CMRR sequences of Siemens send it beside their runs: raw
     * data that say in ImageType what they are. It holds texts of a known form, which can be cleaned, and no pixels, which
     * nobody would look at.
     */
    public static boolean isPhysiologicalLog(DataSet dataSet) {
        String sopClass = dataSet.getString(Tag.SOP_CLASS_UID).orElse("");
        List<String> type = dataSet.getStrings(Tag.IMAGE_TYPE);
        return (sopClass.equals(Uids.SIEMENS_CSA_NON_IMAGE) || sopClass.equals(Uids.RAW_DATA))
                && type.contains("RAWDATA")
                && type.contains("PHYSIO")
                && !dataSet.contains(Tag.ROWS)
                && !dataSet.contains(Tag.ENCAPSULATED_DOCUMENT);
    }

    /** Something converted into an image; Philips writes a ConversionType into its original acquisitions too. */
    private static boolean isCapture(DataSet dataSet) {
        boolean original = dataSet.getStrings(Tag.IMAGE_TYPE).stream()
                .findFirst()
                .filter("ORIGINAL"::equals)
                .isPresent();
        return dataSet.contains(Tag.CONVERSION_TYPE) && !original;
    }

    /** Screens that a console saves as images of the modality, like dose reports and secondary views. */
    private static boolean isScreen(List<String> imageType) {
        return imageType.stream().anyMatch(value -> value.equals("SCREEN SAVE") || value.equals("SCREENSAVE"));
    }
}
