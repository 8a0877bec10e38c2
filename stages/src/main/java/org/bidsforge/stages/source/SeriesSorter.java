// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts objects into their series, from several threads; keeps one header per series, not one per object. */
final class SeriesSorter {
    private final Map<String, Growing> growing = new TreeMap<>();
    private final List<String> doubles = new ArrayList<>();

    private static final class Growing {
        private final Map<String, ScanObject> objects = new HashMap<>();
        private final GrowingVariety variety = new GrowingVariety();
        private ScanObject first;
        private String acquired;

        Growing(ScanObject object) {
            first = object;
            acquired = object.acquired();
        }

        void add(ScanObject object) {
            variety.add(object);
            objects.put(object.sopInstanceUid(), object.withoutHeader());
            if (ScanObject.ORDER.compare(object, first) < 0) {
                first = object;
            }
            if (!object.acquired().isEmpty()
                    && (acquired.isEmpty() || object.acquired().compareTo(acquired) < 0)) {
                acquired = object.acquired();
            }
        }

        Series series(String uid) {
            List<Path> files = objects.values().stream()
                    .sorted(ScanObject.ORDER)
                    .map(ScanObject::file)
                    .toList();
            return new Series(uid, acquired, first.header(), files, variety.variety());
        }
    }

    synchronized void add(ScanObject object) {
        Growing series = growing.computeIfAbsent(object.seriesUid(), uid -> new Growing(object));
        ScanObject known = series.objects.get(object.sopInstanceUid());
        if (known == null) {
            series.add(object);
        } else if (!sameBytes(known.file(), object.file())) {
            doubles.add(object.sopInstanceUid());
            if (object.file().compareTo(known.file()) < 0) {
                series.add(object);
            }
        }
    }

    private static boolean sameBytes(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException("comparing two objects of one UID", e);
        }
    }

    List<Series> series() {
        return growing.entrySet().stream()
                .map(entry -> entry.getValue().series(entry.getKey()))
                .sorted(Series.ORDER)
                .toList();
    }

    List<String> doubles() {
        return doubles.stream().sorted(Comparator.naturalOrder()).distinct().toList();
    }
}
