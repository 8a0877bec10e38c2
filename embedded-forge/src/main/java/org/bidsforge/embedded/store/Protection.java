// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** A rule for branches; the rule's fields are those of the API. */
public record Protection(long id, String ruleName, JsonNode rule, Instant created, Instant updated) {
    /** Whether the rule is for this branch. A star stands for any characters but a slash, two stars for all. */
    public boolean covers(String branch) {
        return BranchPattern.matches(ruleName, branch);
    }

    public boolean allowsPush() {
        return rule.path("enable_push").asBoolean();
    }

    /** The contexts that must have succeeded before a merge. */
    public List<String> requiredContexts() {
        if (!rule.path("enable_status_check").asBoolean()) {
            return List.of();
        }
        return StreamSupport.stream(rule.path("status_check_contexts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
