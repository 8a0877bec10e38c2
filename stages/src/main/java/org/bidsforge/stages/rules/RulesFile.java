// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a rules file. Nothing in one is ever executed; all that is wrong with it is told at once. */
public final class RulesFile {
    private static final long LARGEST = 1 << 20;
    private static final String VERSION = "1";

    private final Document document;
    private final RuleReader reader;
    private final SettingReader settings;
    private final Set<String> known = new TreeSet<>();

    private RulesFile(Document document, BidsSchema schema) {
        this.document = document;
        this.reader = new RuleReader(document, schema);
        this.settings = new SettingReader(document, schema);
        schema.rules().forEach(rule -> known.addAll(rule.datatypes()));
    }

    /** Reads the file; its names are checked against the schema. */
    public static RuleSet read(Path file, BidsSchema schema) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new RulesException(List.of("There is no rules file " + file + ". Check the path of --rules."));
        }
        if (Files.size(file) > LARGEST) {
            throw new RulesException(List.of(file + " must be smaller than 1 MiB"));
        }
        try {
            return parse(Files.readString(file), file.getFileName().toString(), schema);
        } catch (CharacterCodingException e) {
            throw new RulesException(List.of(file + " must be UTF-8 text"));
        }
    }

    /** Rules that are built in, by one of the names of {@link RuleSet#BUILT_IN}. */
    public static RuleSet builtIn(String name, BidsSchema schema) throws RulesException {
        return parse("version: 1\nrules:\n  - use: " + name + "\n", name, schema);
    }

    /** Parses the text; {@code name} is what problems are told under. */
    public static RuleSet parse(String text, String name, BidsSchema schema) throws RulesException {
        Document document = new Document(name);
        Optional<Node> root = document.compose(text);
        RuleSet rules =
                root.map(node -> new RulesFile(document, schema).file(node)).orElseGet(RuleSet::standard);
        document.throwProblems();
        return rules;
    }

    private RuleSet file(Node root) {
        List<Rule> rules = new ArrayList<>();
        Map<String, List<Rule>> subjects = new LinkedHashMap<>();
        List<SidecarSetting> sidecars = new ArrayList<>();
        Set<String> sensitive = new HashSet<>(RuleSet.SENSITIVE);
        List<String> seen = new ArrayList<>();
        document.fields(root, "A rules file", (key, value) -> {
            seen.add(key);
            switch (key) {
                case "version" -> {
                    if (!document.text(value).filter(VERSION::equals).isPresent()) {
                        document.problem(value, "version must be " + VERSION);
                    }
                }
                case "rules" -> rules.addAll(list(value));
                case "subjects" ->
                    document.fields(
                            value, "subjects", (subject, list) -> subjects.put(withoutPrefix(subject), list(list)));
                case "sidecars" -> sidecars.addAll(settings.list(value));
                case "sensitive" -> {
                    sensitive.clear();
                    sensitive.addAll(datatypes(value));
                }
                case "$schema" -> document.text(value);
                default ->
                    document.unknown(value, key, List.of("version", "rules", "subjects", "sidecars", "sensitive"));
            }
        });
        boolean settingsOnly = !seen.contains("rules") && (seen.contains("sidecars") || seen.contains("sensitive"));
        if (root instanceof MappingNode && rules.isEmpty() && !settingsOnly) {
            document.problem(root, "rules must be a list of at least one rule");
        }
        return new RuleSet(settingsOnly ? Rule.standard() : rules, subjects, sidecars, sensitive);
    }

    private static String withoutPrefix(String subject) {
        return subject.startsWith("sub-") ? subject.substring("sub-".length()) : subject;
    }

    private List<String> datatypes(Node node) {
        List<String> datatypes = document.texts(node);
        for (String datatype : datatypes) {
            if (!known.contains(datatype)) {
                document.problem(node, "sensitive: " + datatype + " is no datatype of BIDS");
            }
        }
        return datatypes;
    }

    private List<Rule> list(Node node) {
        List<Rule> rules = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> rules.addAll(reader.rules(one)));
        } else {
            document.problem(node, "rules must be a list");
        }
        return rules;
    }
}
