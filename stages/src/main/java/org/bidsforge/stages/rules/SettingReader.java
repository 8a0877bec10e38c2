// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.rules.SidecarSetting.VolumeOrder;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads what stands under {@code sidecars}: for which images which keys hold; values are checked by the schema. */
final class SettingReader {
    static final List<String> KEYS = List.of("for", "set", "volumes", "events");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Document document;
    private final BidsSchema schema;
    private final ConditionReader conditions;

    SettingReader(Document document, BidsSchema schema) {
        this.document = document;
        this.schema = schema;
        this.conditions = new ConditionReader(document);
    }

    List<SidecarSetting> list(Node node) {
        List<SidecarSetting> settings = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> settings.add(setting(one)));
        } else {
            document.problem(node, "sidecars must be a list");
        }
        return settings;
    }

    /** The images of a setting as they are read. */
    private static final class Images {
        private String datatype = "";
        private Set<String> suffixes = Set.of();
        private final Map<String, Pattern> entities = new TreeMap<>();
    }

    private SidecarSetting setting(Node node) {
        Images images = new Images();
        ObjectNode values = NODES.objectNode();
        List<VolumeOrder> volumes = new ArrayList<>();
        List<String> events = new ArrayList<>();
        document.fields(node, "A setting", (key, value) -> {
            switch (key) {
                case "for" -> images(value, images);
                case "set" -> document.fields(value, "set", (name, content) -> value(name, content, values));
                case "volumes" -> volumes.add(volumes(value));
                case "events" -> events.addAll(events(value));
                default -> document.unknown(value, key, KEYS);
            }
        });
        if (node instanceof MappingNode && values.isEmpty() && volumes.isEmpty() && events.isEmpty()) {
            document.problem(node, "a setting must have set, volumes or events");
        }
        return new SidecarSetting(
                Document.line(node),
                images.datatype,
                images.suffixes,
                images.entities,
                values,
                volumes.stream().findFirst(),
                events);
    }

    private List<String> events(Node node) {
        List<String> columns = document.texts(node);
        boolean times = columns.size() > 1 && columns.subList(0, 2).equals(List.of("onset", "duration"));
        if (!times
                || columns.stream().anyMatch(column -> !COLUMN.matcher(column).matches())) {
            document.problem(node, "events must be names of columns, of which the first are onset and duration");
        }
        return columns;
    }

    private void images(Node node, Images images) {
        document.fields(node, "for", (key, value) -> {
            switch (key) {
                case "datatype" -> {
                    images.datatype = document.text(value).orElse("");
                    if (schema.suffixesOf(images.datatype).isEmpty()) {
                        document.problem(value, "BIDS must know the datatype: " + images.datatype);
                    }
                }
                case "suffix" -> {
                    images.suffixes = new LinkedHashSet<>(document.texts(value));
                    images.suffixes.stream()
                            .filter(suffix -> schema.datatypesOf(suffix).isEmpty())
                            .forEach(suffix -> document.problem(value, "BIDS must know the suffix: " + suffix));
                }
                case "entities" ->
                    document.fields(value, "entities", (entity, label) -> entity(entity, label, images.entities));
                default -> document.unknown(value, key, List.of("datatype", "suffix", "entities"));
            }
        });
    }

    private void entity(String key, Node label, Map<String, Pattern> entities) {
        if (schema.entity(key).isEmpty()) {
            document.problem(label, "BIDS must know the entity: " + key);
            return;
        }
        document.text(label)
                .flatMap(text -> conditions.globPattern(text, label))
                .ifPresent(pattern -> entities.put(key, pattern));
    }

    private void value(String key, Node node, ObjectNode values) {
        JsonNode value = json(node);
        if (!value.isNull()) {
            schema.fileRules().sidecarKeys().problem(key, value).ifPresent(text -> document.problem(node, text));
        }
        values.set(key, value);
    }

    private VolumeOrder volumes(Node node) {
        List<List<String>> parts = new ArrayList<>(List.of(List.of(), List.of()));
        if (node instanceof MappingNode) {
            document.fields(node, "volumes", (key, value) -> {
                switch (key) {
                    case "first" -> parts.set(0, volumeTypes(value));
                    case "repeat" -> parts.set(1, volumeTypes(value));
                    default -> document.unknown(value, key, List.of("first", "repeat"));
                }
            });
        } else {
            parts.set(1, volumeTypes(node));
        }
        if (parts.get(0).isEmpty() && parts.get(1).isEmpty()) {
            document.problem(node, "volumes must name at least one type of volume");
        }
        return new VolumeOrder(parts.get(0), parts.get(1));
    }

    private List<String> volumeTypes(Node node) {
        Set<String> known = new TreeSet<>(schema.fileRules().columnWords("volume_type"));
        List<String> types = document.texts(node);
        types.stream()
                .filter(type -> !known.isEmpty() && !known.contains(type))
                .forEach(type ->
                        document.problem(node, "a volume must be one of " + String.join(", ", known) + ": " + type));
        return types;
    }

    private JsonNode json(Node node) {
        if (node instanceof SequenceNode sequence) {
            var array = NODES.arrayNode();
            sequence.getValue().forEach(one -> array.add(json(one)));
            return array;
        }
        if (node instanceof MappingNode) {
            ObjectNode object = NODES.objectNode();
            document.fields(node, "A value", (key, value) -> object.set(key, json(value)));
            return object;
        }
        return scalar((ScalarNode) node);
    }

    /** Only true and false are truths; YAML's yes and on are words. */
    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        boolean number = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        return number ? number(text).orElseGet(() -> NODES.textNode(text)) : NODES.textNode(text);
    }

    private static Optional<JsonNode> number(String text) {
        try {
            return Optional.of(DecimalNode.valueOf(new BigDecimal(text)));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
