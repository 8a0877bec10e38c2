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
    /** By series, then by patient: objects of two people must never end in one image. */
    private final Map<String, Map<String, Growing>> growing = new TreeMap<>();

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
            variety.add(object.variety());
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
        Growing series = growing.computeIfAbsent(object.seriesUid(), uid -> new TreeMap<>())
                .computeIfAbsent(object.patient(), patient -> new Growing(object));
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
                .map(entry -> owner(entry.getValue()).series(entry.getKey()))
                .sorted(Series.ORDER)
                .toList();
    }

    /** Whose the series is: the patient's with most objects. */
    private static Growing owner(Map<String, Growing> byPatient) {
        return byPatient.values().stream()
                .reduce((one, other) -> other.objects.size() > one.objects.size() ? other : one)
                .orElseThrow();
    }

    /** The objects that claim to be of a series of another patient. */
    List<Collected.Damaged> strangers() {
        List<Collected.Damaged> strangers = new ArrayList<>();
        for (Map<String, Growing> byPatient : growing.values()) {
            Growing owner = owner(byPatient);
            byPatient.values().stream()
                    .filter(one -> !one.equals(owner))
                    .flatMap(one -> one.objects.values().stream())
                    .forEach(object -> strangers.add(new Collected.Damaged(
                            object.name(), "It names another patient than the other objects of its series.")));
        }
        return strangers;
    }

    List<String> doubles() {
        return doubles.stream().sorted(Comparator.naturalOrder()).distinct().toList();
    }
}
