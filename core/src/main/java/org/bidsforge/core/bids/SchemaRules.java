// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bidsforge.core.bids.expression.Expression;
import org.bidsforge.core.bids.expression.Scope;

/**
 * What the schema asks of files beside their names, evaluated for a file by its context: which keys its sidecar needs, and
 * which checks it must pass. Immutable.
 */
public final class SchemaRules {
    /** How much a key of a sidecar is wanted; later ones outweigh earlier ones where several rules speak. */
    public enum Level {
        OPTIONAL,
        RECOMMENDED,
        DEPRECATED,
        REQUIRED
    }

    /** A rule about sidecars: files that all selectors select, and the level of each key. */
    record SidecarRule(List<Expression> selectors, Map<String, Level> keys) {
        SidecarRule {
            selectors = List.copyOf(selectors);
            keys = Map.copyOf(keys);
        }

        boolean isFor(Scope file) {
            return selectors.stream().allMatch(selector -> selector.holds(file));
        }
    }

    /**
     * A file that belongs to another one by its name.
     *
     * @param suffix empty for the suffix of the other file
     * @param entities keys that it may have beyond those of the other file
     * @param inherited whether it may lie in a folder above
     */
    public record Association(
            String name,
            List<Expression> selectors,
            String suffix,
            Set<String> extensions,
            Set<String> entities,
            boolean inherited) {
        public Association {
            selectors = List.copyOf(selectors);
            extensions = Set.copyOf(extensions);
            entities = Set.copyOf(entities);
        }
    }

    private final List<SidecarRule> sidecars;
    private final List<SchemaCheck> checks;
    private final List<Association> associations;
    private final Map<String, String> modalities;
    private final SidecarKeys keys;
    private final Map<String, Set<String>> columnWords;
    private final List<String> notUnderstood;

    SchemaRules(
            List<SidecarRule> sidecars,
            List<SchemaCheck> checks,
            List<Association> associations,
            Map<String, String> modalities,
            SidecarKeys keys,
            Map<String, Set<String>> columnWords,
            List<String> notUnderstood) {
        this.sidecars = List.copyOf(sidecars);
        this.checks = List.copyOf(checks);
        this.associations = List.copyOf(associations);
        this.modalities = Map.copyOf(modalities);
        this.keys = keys;
        this.columnWords = Map.copyOf(columnWords);
        this.notUnderstood = List.copyOf(notUnderstood);
    }

    /** The keys that the sidecar of this file may have by any rule, and how much each is wanted. */
    public Map<String, Level> keys(Scope file) {
        Map<String, Level> keys = new TreeMap<>();
        for (SidecarRule rule : sidecars) {
            if (rule.isFor(file)) {
                rule.keys()
                        .forEach((key, level) ->
                                keys.merge(key, level, (one, other) -> one.compareTo(other) > 0 ? one : other));
            }
        }
        return keys;
    }

    /** The same, the other way round. */
    public Map<Level, Set<String>> keysByLevel(Scope file) {
        Map<Level, Set<String>> levels = new EnumMap<>(Level.class);
        keys(file)
                .forEach((key, level) ->
                        levels.computeIfAbsent(level, any -> new TreeSet<>()).add(key));
        return levels;
    }

    /** The checks that this file does not pass. */
    public List<SchemaCheck> broken(Scope file) {
        return checks.stream().filter(check -> check.broken(file).isPresent()).toList();
    }

    /** What may belong to this file. */
    public List<Association> associations(Scope file) {
        return associations.stream()
                .filter(one -> one.selectors().stream().allMatch(selector -> selector.holds(file)))
                .toList();
    }

    /** The keys of sidecars and what their values may be. */
    public SidecarKeys sidecarKeys() {
        return keys;
    }

    /** The only words that a column of a table may have, such as {@code volume_type}; empty where any may stand. */
    public Set<String> columnWords(String column) {
        return columnWords.getOrDefault(column, Set.of());
    }

    /** The modality of a datatype, such as {@code mri} of {@code func}; empty for one that has none. */
    public String modality(String datatype) {
        return modalities.getOrDefault(datatype, "");
    }

    /** Rules whose expressions this version does not understand, by their places; they are not evaluated. */
    public List<String> notUnderstood() {
        return notUnderstood;
    }
}
