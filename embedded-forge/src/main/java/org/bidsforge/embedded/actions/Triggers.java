// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.store.BranchPattern;

/** What starts a workflow. */
record Triggers(Optional<Branches> push, Optional<PullRequest> pull, Optional<Map<String, Input>> dispatch) {
    static final Triggers NONE = new Triggers(Optional.empty(), Optional.empty(), Optional.empty());

    /** Patterns; an empty list says nothing. */
    record Branches(List<String> wanted, List<String> ignored, List<String> tags) {
        boolean covers(String branch) {
            boolean in = wanted.isEmpty() ? tags.isEmpty() || !ignored.isEmpty() : matches(wanted, branch);
            return in && !matches(ignored, branch);
        }

        boolean coversTag(String tag) {
            return tags.isEmpty() ? wanted.isEmpty() && ignored.isEmpty() : matches(tags, tag);
        }

        /** The last pattern that matches decides; one with a mark of exclamation takes out again. */
        private static boolean matches(List<String> patterns, String name) {
            boolean matched = false;
            for (String pattern : patterns) {
                boolean negative = pattern.startsWith("!");
                if (BranchPattern.matches(negative ? pattern.substring(1) : pattern, name)) {
                    matched = !negative;
                }
            }
            return matched;
        }
    }

    /** Merge requests into some branches. */
    record PullRequest(List<String> types, Branches into) {}

    /** An input of a dispatch. */
    record Input(boolean required, String initial, boolean truth) {}

    /** The inputs of a dispatch: those given, else their defaults. */
    Map<String, Object> inputs(JsonNode given) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        dispatch.orElse(Map.of()).forEach((name, input) -> {
            String value = given.path(name).asText("");
            String used = value.isEmpty() ? input.initial() : value;
            inputs.put(name, input.truth() ? (Object) "true".equals(used) : used);
        });
        return inputs;
    }
}
