// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;

/** Puts right what dcm2niix says of slice times where the objects themselves decide, and adds what follows from them. */
final class SliceTimes {
    private static final String KEY = "SliceTiming";
    private static final String MULTIBAND = "MultibandAccelerationFactor";
    private static final String CREATOR = "Image Private Header";
    private static final int GROUP = 0x0065;
    private static final int FRAMES = 0x51;
    private static final BigDecimal DAY = BigDecimal.valueOf(24 * 60 * 60);
    /** Single precision leaves this much of a time of day in seconds. */
    private static final BigDecimal LOST = new BigDecimal("0.02");

    private SliceTimes() {}

    /** Changes the sidecar of the image and tells what was changed. */
    static List<Finding> mend(NamedImage image) throws IOException {
        ObjectNode sidecar = image.image().sidecar();
        if (!(sidecar.get(KEY) instanceof ArrayNode times) || times.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        exact(image.series(), times).ifPresent(exact -> {
            sidecar.set(KEY, exact);
            findings.add(note(
                    image,
                    "slice-times-mended",
                    "dcm2niix rounds times of day to some milliseconds; SliceTiming is from the objects' own times."));
        });
        if (!sidecar.has(MULTIBAND)) {
            atOnce(sidecar.path(KEY)).ifPresent(count -> {
                sidecar.put(MULTIBAND, count);
                findings.add(note(
                        image,
                        "multiband-concluded",
                        "Each slice time stands " + count + " times, so " + count + " slices were excited at once."));
            });
        }
        return findings;
    }

    /** How often each time stands, where that is more than once and for all alike. */
    private static Optional<Integer> atOnce(JsonNode times) {
        Map<BigDecimal, Integer> counts = new TreeMap<>();
        times.forEach(time -> counts.merge(time.decimalValue(), 1, Integer::sum));
        Set<Integer> kinds = new HashSet<>(counts.values());
        int count = kinds.iterator().next();
        return kinds.size() == 1 && count > 1 && counts.size() > 1 ? Optional.of(count) : Optional.empty();
    }

    /** The times of the slices in the order of {@code rounded}; nothing where they are right or not to be known. */
    private static Optional<ArrayNode> exact(Series series, ArrayNode rounded) throws IOException {
        if (!series.header().getString(Tag.MANUFACTURER).orElse("").startsWith("UIH")) {
            return Optional.empty();
        }
        List<BigDecimal> known = sinceFirst(acquired(series, rounded.size()));
        if (known.size() != rounded.size()) {
            return Optional.empty();
        }
        List<Integer> order = IntStream.range(0, rounded.size())
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> rounded.get(at).decimalValue()))
                .toList();
        ArrayNode exact = rounded.deepCopy();
        for (int rank = 0; rank < order.size(); rank++) {
            BigDecimal time = known.get(rank);
            if (time.subtract(rounded.get(order.get(rank)).decimalValue()).abs().compareTo(LOST) > 0) {
                return Optional.empty();
            }
            exact.set(order.get(rank), exact.numberNode(time));
        }
        return exact.equals(rounded) ? Optional.empty() : Optional.of(exact);
    }

    /** Of a grid of slices from its private sequence, else of as many objects as there are slices. */
    private static List<BigDecimal> acquired(Series series, int slices) throws IOException {
        List<DataSet> frames = series.header()
                .privateElement(CREATOR, GROUP, FRAMES)
                .filter(Element.Sequence.class::isInstance)
                .map(element -> ((Element.Sequence) element).items())
                .orElse(List.of());
        if (!frames.isEmpty()) {
            return frames.stream().flatMap(frame -> seconds(frame).stream()).toList();
        }
        List<BigDecimal> times = new ArrayList<>();
        Set<List<String>> places = new HashSet<>();
        for (int i = 0; i < slices && i < series.files().size(); i++) {
            DataSet header = DicomReader.ofHeaders().read(series.files().get(i)).dataSet();
            places.add(header.getStrings(Tag.IMAGE_POSITION_PATIENT));
            seconds(header).ifPresent(times::add);
        }
        // Objects numbered slice by slice are no volume.
        return places.size() == slices ? times : List.of();
    }

    private static Optional<BigDecimal> seconds(DataSet data) {
        return data.getString(Tag.ACQUISITION_TIME)
                .filter(text -> text.matches("[0-9]{6}(\\.[0-9]{1,6})?"))
                .map(text -> new BigDecimal(text.substring(4))
                        .add(BigDecimal.valueOf(60L * Integer.parseInt(text.substring(2, 4))))
                        .add(BigDecimal.valueOf(3600L * Integer.parseInt(text.substring(0, 2)))));
    }

    /** Ascending from zero; midnight may have passed. */
    private static List<BigDecimal> sinceFirst(List<BigDecimal> times) {
        if (times.isEmpty()) {
            return List.of();
        }
        BigDecimal latest = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        BigDecimal noon = DAY.divide(BigDecimal.valueOf(2));
        List<BigDecimal> whole = times.stream()
                .map(time -> latest.subtract(time).compareTo(noon) > 0 ? time.add(DAY) : time)
                .sorted()
                .toList();
        return whole.stream()
                .map(time -> time.subtract(whole.get(0)).stripTrailingZeros())
                .toList();
    }

    private static Finding note(NamedImage image, String code, String evidence) {
        return new Finding(code, Severity.NOTE, Optional.of(image.path()), evidence, "Nothing needs to be done.");
    }
}
