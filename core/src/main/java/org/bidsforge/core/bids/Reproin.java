// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads scanner protocol names in the ReproIn convention:
 * {@code [PREFIX:][WIP ]datatype[-suffix][_ses-L][_task-L][_acq-L][_run-N][_dir-L][_other-L][__free text]}.
 *
 * <p>Looks at the protocol name first, at the series description when that is no such name.
 */
public final class Reproin {
    private static final Pattern NUMBERED_SUBJECT = Pattern.compile("sid0*([0-9]{1,9})");
    private static final Pattern NOT_IN_A_LABEL = Pattern.compile("[^0-9a-z]");

    private Reproin() {}

    public static Reading read(SeriesContext series) {
        Optional<ProtocolName> name;
        try {
            name = find(series);
        } catch (ProtocolName.Unreadable e) {
            return new Reading.Faulty(e.reason());
        }
        return name.map(found -> read(found, series))
                .orElseGet(
                        () -> new Reading.NotReproin("A protocol name must begin with anat, func, dwi, fmap or behav"));
    }

    private static Optional<ProtocolName> find(SeriesContext series) throws ProtocolName.Unreadable {
        Optional<ProtocolName> name = ProtocolName.parse(series.protocolName(), series.placeholders());
        return name.isPresent() ? name : ProtocolName.parse(series.seriesDescription(), series.placeholders());
    }

    private static Reading read(ProtocolName name, SeriesContext series) {
        if (isScout(name, series)) {
            return new Reading.Scout("Scouts and set-up volumes are kept as DICOM only");
        }
        Map<String, String> entities = new LinkedHashMap<>(name.entities());
        if (series.special().startsWith("MIP")) {
            entities.merge("acq", series.special().replace("_", ""), String::concat);
        }
        if (series.isMotionCorrected()) {
            if (entities.containsKey("rec")) {
                return new Reading.Faulty("A motion-corrected series must not name its reconstruction: " + name.text());
            }
            entities.put("rec", "moco");
        }
        String suffix = suffix(name, series);
        if (suffix.isEmpty()) {
            return new Reading.Faulty(
                    "The name must say what the image shows, as in " + example(name.datatype()) + ": " + name.text());
        }
        String datatype = name.datatype().equals("behav") ? "beh" : name.datatype();
        return new Reading.Named(datatype, suffix, name.session(), entities, name.run(), name.ignored());
    }

    private static boolean isScout(ProtocolName name, SeriesContext series) {
        String setter = series.protocolName().toLowerCase(Locale.ROOT) + "_setter";
        return series.seriesDescription().contains("_Scout")
                || (name.datatype().equals("anat") && name.suffix().startsWith("scout"))
                || series.seriesDescription().toLowerCase(Locale.ROOT).equals(setter);
    }

    private static String suffix(ProtocolName name, SeriesContext series) {
        if (series.seriesDescription().endsWith("_SBRef")) {
            return "sbref";
        }
        if (!name.suffix().isEmpty()) {
            return name.suffix();
        }
        return switch (name.datatype()) {
            case "func" -> functional(name, series);
            case "fmap" -> fieldmap(name, series);
            case "dwi" -> "dwi";
            // anat_T2w: the last word stands where a suffix belongs.
            default ->
                name.ignored().isEmpty()
                        ? ""
                        : name.ignored().get(name.ignored().size() - 1);
        };
    }

    private static String functional(ProtocolName name, SeriesContext series) {
        if (name.text().contains("_pace_")) {
            return "pace";
        }
        return series.isPhase() ? "phase" : "bold";
    }

    private static String fieldmap(ProtocolName name, SeriesContext series) {
        boolean directed = name.entities().containsKey("dir");
        if (series.special().equals("DIFFUSION") || (directed && !series.isPhase())) {
            return "epi";
        }
        if (series.isPhase()) {
            return "phasediff";
        }
        return series.isMagnitude() ? "magnitude" : "";
    }

    private static String example(String datatype) {
        return switch (datatype) {
            case "anat" -> "anat-T1w";
            case "fmap" -> "fmap-epi or fmap-magnitude";
            default -> "beh-events";
        };
    }

    /** The session marker of one series, if its name has one; series that the scanner computed are not asked. */
    public static Optional<Marker> sessionMarker(SeriesContext series) {
        if (series.isDerived()) {
            return Optional.empty();
        }
        try {
            return find(series).flatMap(ProtocolName::session);
        } catch (ProtocolName.Unreadable e) {
            return Optional.empty();
        }
    }

    /** The label of a patient's identifier; nothing when no letter or digit is left of it. */
    public static Optional<String> subject(String patientId) {
        String lower = patientId.strip().toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED_SUBJECT.matcher(lower);
        if (numbered.matches()) {
            return Optional.of(String.format(Locale.ROOT, "sid%06d", Long.parseLong(numbered.group(1))));
        }
        String label = NOT_IN_A_LABEL.matcher(lower).replaceAll("");
        return Optional.of(label).filter(text -> !text.isEmpty() && text.length() <= 64);
    }
}
