// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold for Python to come to a line.
 *
 * @param branches which branch of which chain of ifs; two paths with different branches of one chain exclude each other
 * @param unknown why it cannot be said, if so
 */
record Way(List<ObjectNode> conditions, List<Branch> branches, Optional<String> unknown) {
    record Branch(int chain, int number) {}

    Way {
        conditions = List.copyOf(conditions);
        branches = List.copyOf(branches);
    }

    static Way open() {
        return new Way(List.of(), List.of(), Optional.empty());
    }

    Way with(ObjectNode condition) {
        List<ObjectNode> more = new ArrayList<>(conditions);
        if (!condition.isEmpty()) {
            more.add(condition);
        }
        return new Way(more, branches, unknown);
    }

    Way into(Branch branch) {
        List<Branch> more = new ArrayList<>(branches);
        more.add(branch);
        return new Way(conditions, more, unknown);
    }

    Way unknown(String why) {
        return new Way(conditions, branches, unknown.or(() -> Optional.of(why)));
    }

    /** What must hold for Python not to have left by this exit; where that cannot be said, what certainly suffices. */
    Way without(Way exit) {
        return exit.conditions().isEmpty()
                ? unknown(exit.unknown().orElse("the loop goes on before"))
                : with(Comparisons.not(Comparisons.all(exit.conditions())));
    }

    /** Whether no series can come this way, because it excludes what it asks for. */
    boolean isClosed() {
        for (ObjectNode condition : conditions) {
            if (condition.path("not") instanceof ObjectNode excluded
                    && excluded.properties().stream().allMatch(this::asksFor)) {
                return true;
            }
        }
        return false;
    }

    private boolean asksFor(Map.Entry<String, JsonNode> one) {
        return conditions.stream().anyMatch(condition -> one.getValue().equals(condition.get(one.getKey())));
    }

    /** Whether no series can come both this way and the other. */
    boolean excludes(Way other) {
        for (Branch mine : branches) {
            for (Branch theirs : other.branches) {
                if (mine.chain() == theirs.chain() && mine.number() != theirs.number()) {
                    return true;
                }
            }
        }
        for (ObjectNode mine : conditions) {
            for (ObjectNode theirs : other.conditions) {
                if (differ(mine, theirs)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether both want a value of one field, and different ones. */
    private static boolean differ(ObjectNode one, ObjectNode other) {
        return one.properties().stream()
                .anyMatch(field -> !field.getKey().equals("image_type")
                        && field.getValue().isValueNode()
                        && other.path(field.getKey()).isValueNode()
                        && !field.getValue().equals(other.path(field.getKey())));
    }
}
