// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.Marker;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.source.Series;

/**
 * A series with the name it should get, before runs are numbered and the schema is asked.
 *
 * @param entities without sub, ses and run
 * @param guess whether the name is a guess of dcm2niix
 */
record Candidate(
        Series series,
        String datatype,
        Map<String, String> entities,
        Optional<Marker> run,
        boolean guess,
        List<Labelled> images) {

    /** An image of the series, its suffix, and the entities that tell it from its siblings. */
    record Labelled(RawImage image, String suffix, Map<String, String> entities) {
        Labelled {
            entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        }

        Labelled with(String key, String value) {
            Map<String, String> more = new LinkedHashMap<>(entities);
            more.put(key, value);
            return new Labelled(image, suffix, more);
        }

        Labelled withSuffix(String changed) {
            return new Labelled(image, changed, entities);
        }
    }

    Candidate {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        images = List.copyOf(images);
    }

    Candidate withImages(List<Labelled> changed) {
        return new Candidate(series, datatype, entities, run, guess, changed);
    }

    /** The number of volumes of the longest image; tells a stopped series from a complete one. */
    int volumes() {
        return images.stream().mapToInt(image -> image.image().volumes()).max().orElse(0);
    }

    /** Series that want the same files have the same key, whatever their run. */
    String key() {
        Labelled first = images.get(0);
        return datatype + entities + first.suffix() + first.entities();
    }
}
