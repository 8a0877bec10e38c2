// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HookEventsTest {
    @Test
    void pullRequestMeansItsFamily() {
        assertThat(HookEvents.expand(List.of("pull_request", "push")))
                .contains("push", "pull_request", "pull_request_sync", "pull_request_comment")
                .doesNotContain("issue_comment", "status");
    }

    @Test
    void nothingMeansPushes() {
        assertThat(HookEvents.expand(List.of())).containsExactly("push");
    }

    @Test
    void unknownWordsAreDropped() {
        assertThat(HookEvents.expand(List.of("nonsense", "status"))).containsExactly("status");
    }
}
