// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.jspecify.annotations.Nullable;

/** Collects in what the objects of a series differ; a bounded number of values of each kind. */
final class GrowingVariety {
    static final int B_VALUE = Tag.of(0x0018, 0x9087);
    private static final int MOST = 4096;
    /** A field that the scanner computed of a gradient echo; it is of no echo. */
    static final String FIELD = "B0 MAP";

    private static final Set<String> PARTS = Set.of("M", "P", "R", "I", "MAGNITUDE", "PHASE", "REAL", "IMAGINARY");

    private final TreeSet<BigDecimal> echoTimes = new TreeSet<>();
    private final Set<String> parts = new TreeSet<>();
    private final TreeSet<BigDecimal> bValues = new TreeSet<>();
    private final Set<String> places = new HashSet<>();
    private int frames;
    private Variety.@Nullable First first;

    /** What one object says; read outside of any lock. */
    static GrowingVariety of(DicomInputs.Found found, DataSet header) {
        GrowingVariety one = new GrowingVariety();
        one.first = new Variety.First(found.file(), found.name());
        one.take(header);
        GeneralElectric.part(header).ifPresent(one.parts::add);
        List<DataSet> perFrame = header.getSequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (!perFrame.isEmpty()) {
            header.getSequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).forEach(one::group);
            perFrame.forEach(one::group);
        }
        one.frames = Math.max(1, perFrame.size());
        return one;
    }

    void add(GrowingVariety other) {
        Variety.First known = first;
        Variety.First added = other.first;
        if (known == null || (added != null && added.file().compareTo(known.file()) < 0)) {
            first = added;
        }
        frames += other.frames;
        merge(echoTimes, other.echoTimes);
        merge(bValues, other.bValues);
        merge(places, other.places);
        parts.addAll(other.parts);
    }

    private static <T> void merge(Set<T> into, Set<T> values) {
        if (into.size() < MOST) {
            into.addAll(values);
        }
    }

    /** The macros of PS3.3 C.7.6.16 are sequences of one item. */
    private void group(DataSet group) {
        group.elements().stream()
                .filter(element -> !Tag.isPrivate(element.tag()))
                .forEach(element -> group.getSequence(element.tag()).forEach(this::take));
    }

    private void take(DataSet data) {
        number(data, Tag.ECHO_TIME, echoTimes);
        number(data, Tag.of(0x0018, 0x9082), echoTimes);
        echoTimes.remove(BigDecimal.ZERO);
        number(data, B_VALUE, bValues);
        if (data.getStrings(Tag.IMAGE_TYPE).contains(FIELD)) {
            parts.add(FIELD);
        }
        data.getStrings(Tag.IMAGE_TYPE).stream()
                .skip(2)
                .map(word -> word.toUpperCase(Locale.ROOT))
                .filter(PARTS::contains)
                .map(word -> word.substring(0, 1))
                .forEach(parts::add);
        // The nearest of the complex components (PS3.3 C.8.13.3.1.1) of enhanced objects.
        data.getString(Tag.of(0x0008, 0x9208))
                .filter(PARTS::contains)
                .map(word -> word.substring(0, 1))
                .ifPresent(parts::add);
        if (places.size() < MOST) {
            List<String> place = data.getStrings(Tag.IMAGE_POSITION_PATIENT);
            if (!place.isEmpty()) {
                places.add(String.join("\\", place));
            }
        }
    }

    private static void number(DataSet data, int tag, Set<BigDecimal> into) {
        if (into.size() < MOST) {
            data.getDouble(tag).ifPresent(value -> {
                if (Double.isFinite(value)) {
                    into.add(BigDecimal.valueOf(value).stripTrailingZeros());
                }
            });
        }
    }

    Variety variety() {
        Variety.First known = first;
        return known == null
                ? Variety.none()
                : new Variety(texts(echoTimes), parts, texts(bValues), places.size(), frames, known);
    }

    private static List<String> texts(Set<BigDecimal> numbers) {
        return numbers.stream().map(BigDecimal::toPlainString).toList();
    }
}
