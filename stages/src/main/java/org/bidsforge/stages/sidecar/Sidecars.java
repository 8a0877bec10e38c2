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
import org.bidsforge.core.bids.SchemaRules.Level;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.schema.SessionScope;

/** Makes the sidecars of a session from those of dcm2niix, with the keys that the schema asks for. */
public final class Sidecars {
    /** Said by the file's name. */
    private static final Set<String> DROPPED = Set.of("BidsGuess");

    private final SessionScope session;

    public Sidecars(SessionScope session) {
        this.session = session;
    }

    /** The sidecar of each image by the image's path, keys sorted. */
    public Map<String, ObjectNode> of(List<NamedImage> images) {
        Map<String, ObjectNode> drafts = new LinkedHashMap<>();
        for (NamedImage image : images) {
            drafts.put(image.path(), draft(image));
        }
        EchoTimes.complete(images, drafts);
        Fieldmaps.link(images, drafts, session);
        drafts.replaceAll((path, draft) -> sorted(draft));
        return drafts;
    }

    private ObjectNode draft(NamedImage image) {
        ObjectNode draft = Json.object();
        for (Map.Entry<String, JsonNode> field : image.image().sidecar().properties()) {
            if (!DROPPED.contains(field.getKey()) && Privacy.mayStay(field.getKey())) {
                draft.set(field.getKey(), field.getValue());
            }
        }
        Map<String, Level> keys = session.rules().keys(session.of(image, draft));
        keys.forEach((key, level) -> {
            if (level == Level.DEPRECATED) {
                draft.remove(key);
            }
        });
        if (keys.containsKey("TaskName")) {
            image.name().entity("task").ifPresent(task -> draft.put("TaskName", task));
        }
        if (keys.get("Units") == Level.REQUIRED && !draft.has("Units")) {
            // A field is computed by the scanner in Hz; a phase is in steps of its own.
            draft.put("Units", image.datatype().equals("fmap") ? "Hz" : "arbitrary");
        }
        return draft;
    }

    /** Whether this key stays out of sidecars because it may identify somebody. */
    public static boolean isWithheld(String key) {
        return !Privacy.mayStay(key);
    }

    private static ObjectNode sorted(ObjectNode draft) {
        Map<String, JsonNode> byKey = new TreeMap<>();
        draft.properties().forEach(field -> byKey.put(field.getKey(), field.getValue()));
        ObjectNode sorted = Json.object();
        byKey.forEach(sorted::set);
        return sorted;
    }
}
