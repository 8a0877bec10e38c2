// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML text as its nodes, within bounds, and the problems that were found in it. No object is ever constructed. */
final class Document {
    private static final int DEEPEST = 24;
    private static final int MOST_ALIASES = 20;
    private static final int LONGEST = 1 << 20;

    private final String name;
    private final List<String> problems = new ArrayList<>();

    Document(String name) {
        this.name = name;
    }

    Optional<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setCodePointLimit(LONGEST);
        options.setAllowRecursiveKeys(false);
        try {
            Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (node == null) {
                problems.add(name + ": the file is empty");
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(name + ":" + line + ": this is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(name + ": this is no YAML within bounds: " + e.getMessage());
        }
        return Optional.empty();
    }

    void problem(Node node, String text) {
        problems.add(name + ":" + line(node) + ": " + text);
    }

    void unknown(Node node, String key, List<String> known) {
        problem(node, "there is no " + key + " here; known are: " + String.join(", ", known));
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** The text of a scalar, quoted or not; a problem when it is a list or a map. */
    Optional<String> text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(node, "one value must stand here");
        return Optional.empty();
    }

    /** The values of a list, or the one that stands alone. */
    List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> text(one).ifPresent(texts::add));
        } else {
            text(node).ifPresent(texts::add);
        }
        return texts;
    }

    /** Hands each key and its value on; a key that stands twice is a problem. */
    void fields(Node node, String what, BiConsumer<String, Node> each) {
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " must be made of keys and values");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple field : mapping.getValue()) {
            text(field.getKeyNode()).ifPresent(key -> {
                if (!seen.add(key)) {
                    problem(field.getKeyNode(), key + " stands twice");
                } else {
                    each.accept(key, field.getValueNode());
                }
            });
        }
    }

    void throwProblems() throws RulesException {
        if (!problems.isEmpty()) {
            throw new RulesException(problems);
        }
    }
}
