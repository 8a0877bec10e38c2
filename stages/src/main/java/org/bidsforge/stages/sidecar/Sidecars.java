// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bidsforge.core.bids.SchemaRules.Level;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.rules.SidecarSetting;
import org.bidsforge.stages.schema.SessionScope;

/** Makes the sidecars of a session from those of dcm2niix, with the keys that the schema asks for and the study gives. */
public final class Sidecars {
    /** Said by the file's name. */
    private static final Set<String> DROPPED = Set.of("BidsGuess");

    private final SessionScope session;
    private final StudySettings settings;

    public Sidecars(SessionScope session, List<SidecarSetting> settings) {
        this.session = session;
        this.settings = new StudySettings(settings);
    }

    /**
     * What stands beside the images of a session.
     *
     * @param sidecars by the path of the image, keys sorted
     * @param tables by their own path
     */
    public record Made(Map<String, ObjectNode> sidecars, Map<String, String> tables, List<Finding> findings) {
        public Made {
            sidecars = Collections.unmodifiableMap(new LinkedHashMap<>(sidecars));
            tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
            findings = List.copyOf(findings);
        }
    }

    public Made of(List<NamedImage> images) {
        Map<String, ObjectNode> drafts = new LinkedHashMap<>();
        Map<String, String> tables = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        Perfusion perfusion = new Perfusion(session, settings);
        for (NamedImage image : images) {
            ObjectNode draft = cleaned(image);
            settings.overridden(image, draft).ifPresent(findings::add);
            settings.apply(image, draft);
            events(image, tables);
            perfusion.describe(image, images, draft, tables).ifPresent(findings::add);
            drafts.put(image.path(), completed(image, draft));
        }
        EchoTimes.complete(images, drafts);
        findings.addAll(Fieldmaps.link(images, drafts, session));
        Perfusion.link(images, drafts);
        // What the study says holds, whatever was concluded in between.
        images.forEach(image -> settings.apply(image, drafts.get(image.path())));
        drafts.replaceAll((path, draft) -> sorted(draft));
        return new Made(drafts, tables, findings);
    }

    /** A table for a person to fill, where there is none yet; what is there is never touched. */
    private void events(NamedImage image, Map<String, String> tables) {
        List<String> columns = settings.events(image);
        if (columns.isEmpty() || image.name().entity("task").isEmpty() || !session.mayHave(image, "events")) {
            return;
        }
        String path = session.beside(image, "events", ".tsv");
        if (!session.exists(path)) {
            tables.put(path, String.join("\t", columns) + "\n");
        }
    }

    private static ObjectNode cleaned(NamedImage image) {
        ObjectNode draft = Json.object();
        for (Map.Entry<String, JsonNode> field : image.image().sidecar().properties()) {
            if (!DROPPED.contains(field.getKey()) && Privacy.mayStay(field.getKey())) {
                draft.set(field.getKey(), field.getValue());
            }
        }
        return draft;
    }

    private ObjectNode completed(NamedImage image, ObjectNode draft) {
        Map<String, Level> keys = session.rules().keys(session.of(image, draft));
        keys.forEach((key, level) -> {
            if (level == Level.DEPRECATED) {
                draft.remove(key);
            }
        });
        if (keys.containsKey("TaskName") && !draft.has("TaskName")) {
            image.name().entity("task").ifPresent(task -> draft.put("TaskName", task));
        }
        if (keys.get("Units") == Level.REQUIRED && !draft.has("Units")) {
            // A field is computed by the scanner in Hz; a phase is in steps of its own.
            draft.put("Units", image.datatype().equals("fmap") ? "Hz" : "arbitrary");
        }
        if (keys.get("RepetitionTimePreparation") == Level.REQUIRED
                && !draft.has("RepetitionTimePreparation")
                && draft.path("RepetitionTime").isNumber()) {
            // Where a preparation opens each repetition, DICOM's Repetition Time (0018,0080) is the time between two.
            draft.set("RepetitionTimePreparation", draft.get("RepetitionTime"));
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
