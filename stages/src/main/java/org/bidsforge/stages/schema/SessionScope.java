// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.bids.SchemaRules;
import org.bidsforge.core.bids.expression.Scope;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;

/** What expressions of the schema may ask about the images of a session. */
public final class SessionScope {
    private final BidsSchema schema;
    private final Associations associations;
    private final ObjectNode dataset;
    private final Map<String, JsonNode> headers = new HashMap<>();

    /** {@code images} are those of the session; {@code view} shows the dataset with them. */
    public SessionScope(BidsSchema schema, List<NamedImage> images, DatasetView view) {
        this.schema = schema;
        this.associations = new Associations(view);
        this.dataset = Json.object();
        dataset.putObject("dataset_description").put("DatasetType", "raw");
        TreeSet<String> datatypes = new TreeSet<>();
        TreeSet<String> modalities = new TreeSet<>();
        for (NamedImage image : images) {
            datatypes.add(image.datatype());
            modalities.add(rules().modality(image.datatype()));
        }
        datatypes.forEach(dataset.putArray("datatypes")::add);
        modalities.forEach(dataset.putArray("modalities")::add);
    }

    public SchemaRules rules() {
        return schema.fileRules();
    }

    /** The path of a file of another kind that belongs to the image. */
    public String beside(NamedImage image, String suffix, String extension) {
        String folder = image.path().substring(0, image.path().lastIndexOf('/') + 1);
        return folder + schema.fileName(schema.sibling(image.datatype(), image.name(), suffix, extension));
    }

    /** Whether files of this suffix may lie beside the image. */
    public boolean mayHave(NamedImage image, String suffix) {
        return schema.suffixesOf(image.datatype()).contains(suffix);
    }

    /** Whether there is a file at this path of the dataset, or will be. */
    public boolean exists(String path) {
        return associations.exists(path);
    }

    /** The image with the sidecar that it has or is to have. */
    public Scope of(NamedImage image, JsonNode sidecar) {
        return new ImageScope(image, sidecar);
    }

    private final class ImageScope implements Scope {
        private final NamedImage image;
        private final JsonNode sidecar;
        private final Map<String, JsonNode> known = new HashMap<>();

        ImageScope(NamedImage image, JsonNode sidecar) {
            this.image = image;
            this.sidecar = sidecar;
        }

        @Override
        public JsonNode get(String name) {
            return switch (name) {
                case "sidecar" -> sidecar;
                case "dataset" -> dataset;
                case "nifti_header" ->
                    headers.computeIfAbsent(
                            image.path(), any -> HeaderContext.of(image.image().header()));
                case "associations" -> known.computeIfAbsent(name, any -> associations());
                case "entities" -> known.computeIfAbsent(name, any -> entities());
                // The images are compressed by ourselves: no name, no time, no comment.
                case "gzip" -> known.computeIfAbsent(name, any -> Json.object().put("timestamp", 0));
                default -> known.computeIfAbsent(name, this::text);
            };
        }

        private JsonNode text(String name) {
            return switch (name) {
                case "path" -> TextNode.valueOf("/" + image.path());
                case "datatype" -> TextNode.valueOf(image.datatype());
                case "suffix" -> TextNode.valueOf(image.name().suffix());
                case "extension" -> TextNode.valueOf(image.name().extension());
                case "modality" -> TextNode.valueOf(rules().modality(image.datatype()));
                default -> NullNode.getInstance();
            };
        }

        /** By their long names; rules of some versions of the schema ask by the keys of names. */
        private JsonNode entities() {
            ObjectNode entities = Json.object();
            image.name().entities().forEach((key, value) -> {
                entities.put(key, value);
                schema.entity(key).ifPresent(entity -> entities.put(entity.name(), value));
            });
            return entities;
        }

        private JsonNode associations() {
            ObjectNode found = Json.object();
            rules().associations(this)
                    .forEach(one -> associations.find(one, image).ifPresent(context -> found.set(one.name(), context)));
            return found;
        }

        @Override
        public int existing(List<String> paths, String rule) {
            return (int) paths.stream().filter(path -> exists(path, rule)).count();
        }

        private boolean exists(String path, String rule) {
            String subject = image.path().substring(0, image.path().indexOf('/') + 1);
            String folder = image.path().substring(0, image.path().lastIndexOf('/') + 1);
            return switch (rule) {
                // A URI of another dataset cannot be looked up and is believed.
                case "bids-uri" ->
                    path.startsWith("bids::")
                            ? associations.exists(path.substring("bids::".length()))
                            : path.startsWith("bids:");
                case "dataset" -> associations.exists(path.startsWith("/") ? path.substring(1) : path);
                case "subject" -> associations.exists(subject + path);
                case "file" -> associations.exists(folder + path);
                case "stimuli" -> associations.exists("stimuli/" + path);
                default -> false;
            };
        }
    }
}
