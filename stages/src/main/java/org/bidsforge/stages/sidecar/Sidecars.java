// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;

/** Makes the sidecars of a session from those of dcm2niix. */
public final class Sidecars {
    /** Said by the file's name, or said wrong: BIDS lets a bold image have RepetitionTime or AcquisitionDuration only. */
    private static final Set<String> DROPPED = Set.of("BidsGuess", "AcquisitionDuration");

    private Sidecars() {}

    /** The sidecar of each image by the image's path, keys sorted. */
    public static Map<String, String> of(List<NamedImage> images) {
        Map<String, ObjectNode> drafts = new LinkedHashMap<>();
        for (NamedImage image : images) {
            drafts.put(image.path(), draft(image));
        }
        EchoTimes.complete(images, drafts);
        Fieldmaps.link(images, drafts);
        Map<String, String> sidecars = new LinkedHashMap<>();
        drafts.forEach((path, draft) -> sidecars.put(path, Json.write(sorted(draft))));
        return sidecars;
    }

    private static ObjectNode draft(NamedImage image) {
        ObjectNode draft = Json.object();
        for (Map.Entry<String, JsonNode> field : image.image().sidecar().properties()) {
            if (!DROPPED.contains(field.getKey()) && Privacy.mayStay(field.getKey())) {
                draft.set(field.getKey(), field.getValue());
            }
        }
        if (image.datatype().equals("func")) {
            image.name().entity("task").ifPresent(task -> draft.put("TaskName", task));
        }
        if (image.is("fmap", "fieldmap")) {
            draft.put("Units", "Hz");
        }
        if (image.name().entity("part").filter("phase"::equals).isPresent()) {
            draft.put("Units", "arbitrary");
        }
        return draft;
    }

    private static ObjectNode sorted(ObjectNode draft) {
        Map<String, JsonNode> byKey = new TreeMap<>();
        draft.properties().forEach(field -> byKey.put(field.getKey(), field.getValue()));
        ObjectNode sorted = Json.object();
        byKey.forEach(sorted::set);
        return sorted;
    }
}
