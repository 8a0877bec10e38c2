// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The BIDS schema as far as names go: entities in their order, and the rules for raw files. Immutable. */
public final class BidsSchema {
    private final String bidsVersion;
    private final List<Entity> entities;
    private final Map<String, Entity> byKey;
    private final List<FileRule> rules;
    private final Supplier<SchemaRules> fileRules;

    BidsSchema(String bidsVersion, List<Entity> entities, List<FileRule> rules, Supplier<SchemaRules> fileRules) {
        this.bidsVersion = bidsVersion;
        this.entities = List.copyOf(entities);
        this.byKey = entities.stream().collect(Collectors.toUnmodifiableMap(Entity::key, Function.identity()));
        this.rules = List.copyOf(rules);
        this.fileRules = new OnFirstUse<>(fileRules);
    }

    /** Reads the {@code schema.json} that the BIDS community publishes. */
    public static BidsSchema read(Path schemaJson) throws IOException {
        return SchemaJson.read(schemaJson);
    }

    /** The version of BIDS that this schema describes, for {@code dataset_description.json}. */
    public String bidsVersion() {
        return bidsVersion;
    }

    /** All entities in the order in which they stand in names. */
    public List<Entity> entities() {
        return entities;
    }

    public Optional<Entity> entity(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public List<FileRule> rules() {
        return rules;
    }

    /** What is asked of files beside their names; read on first use, because plans and listings do without. */
    public SchemaRules fileRules() {
        return fileRules.get();
    }

    /** The folders in which a file of this suffix may lie. */
    public Set<String> datatypesOf(String suffix) {
        return rules.stream()
                .filter(rule -> rule.suffixes().contains(suffix))
                .flatMap(rule -> rule.datatypes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Set<String> suffixesOf(String datatype) {
        return rules.stream()
                .filter(rule -> rule.datatypes().contains(datatype))
                .flatMap(rule -> rule.suffixes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a file of this datatype and suffix may have this entity. */
    public boolean allows(String datatype, String suffix, String entityKey) {
        return rules.stream()
                .anyMatch(rule -> rule.datatypes().contains(datatype)
                        && rule.suffixes().contains(suffix)
                        && rule.entities().containsKey(entityKey));
    }

    /** Where the file belongs: {@code sub-x/ses-y/func/sub-x_ses-y_task-rest_bold.nii.gz}; or what is not allowed. */
    public BidsPath path(String datatype, BidsName name) {
        List<String> problems = new ArrayList<>();
        name.entities()
                .forEach((key, value) -> entity(key)
                        .map(entity -> entity.problemWith(value))
                        .orElseGet(() -> Optional.of("BIDS must know the entity: " + key + "-" + value))
                        .ifPresent(problems::add));
        List<FileRule> ours =
                rules.stream().filter(rule -> rule.isFor(datatype, name)).toList();
        if (ours.isEmpty()) {
            problems.add("There must be a suffix " + name.suffix() + " in " + datatype + "; it belongs in: "
                    + String.join(", ", datatypesOf(name.suffix())));
        } else if (problems.isEmpty()) {
            // Several rules may speak of one suffix; the nearest one tells best what to change.
            ours.stream()
                    .map(rule -> rule.problemsWith(name))
                    .min(Comparator.comparingInt(List::size))
                    .ifPresent(problems::addAll);
        }
        return problems.isEmpty() ? new BidsPath.Legal(folder(datatype, name) + fileName(name)) : refused(problems);
    }

    private static BidsPath refused(List<String> problems) {
        return new BidsPath.Refused(problems);
    }

    private static String folder(String datatype, BidsName name) {
        String session = name.entity("ses").map(label -> "ses-" + label + "/").orElse("");
        return "sub-" + name.entity("sub").orElse("") + "/" + session + datatype + "/";
    }

    /** The file's name with its entities in the schema's order; those that BIDS does not know stand last. */
    public String fileName(BidsName name) {
        StringBuilder text = new StringBuilder();
        for (Entity entity : entities) {
            name.entity(entity.key()).ifPresent(value -> append(text, entity.key(), value));
        }
        name.entities().forEach((key, value) -> {
            if (!byKey.containsKey(key)) {
                append(text, key, value);
            }
        });
        return text + name.suffix() + name.extension();
    }

    /** A name of another kind made of this one: what the other kind may not have is left out. */
    public BidsName sibling(String datatype, BidsName name, String suffix, String extension) {
        BidsName sibling = name.withSuffix(suffix).withExtension(extension);
        for (String key : name.entities().keySet()) {
            if (!allows(datatype, suffix, key)) {
                sibling = sibling.without(key);
            }
        }
        return sibling;
    }

    private static void append(StringBuilder text, String key, String value) {
        text.append(key).append('-').append(value).append('_');
    }
}
