// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.hook.HookEvent;
import org.junit.jupiter.api.Test;

final class HintTest {
    private static final String ZERO = "0".repeat(40);
    private static final String HEAD = "1".repeat(40);

    @Test
    void looksAtTheStudyAfterAPushToSourcedata() {
        Hint hint = hint("lab/one-sourcedata", push("main"));

        assertThat(hint).isEqualTo(new Hint("lab/one", Optional.empty(), ""));
    }

    @Test
    void looksAtTheSessionAfterAPushToItsBranch() {
        Hint hint = hint("lab/one-bids", push("convert/sub-01_ses-02"));

        assertThat(hint.session()).contains(SessionName.parse("sub-01_ses-02"));
        assertThat(hint.unwanted()).isEmpty();
    }

    @Test
    void putsTheRepositoriesOfAStudyIntoOneLane() {
        assertThat(hint("lab/one-bids", push("dev")).lane())
                .isEqualTo(hint("lab/one-sourcedata", push("main")).lane());
    }

    @Test
    void ignoresPushesToTheAnnexBranch() {
        assertThat(hint("lab/one-bids", push("git-annex")).unwanted()).isNotEmpty();
    }

    @Test
    void ignoresTestsOfTheHook() {
        assertThat(hint("lab/one-bids", new HookEvent.Push("refs/heads/dev", HEAD, HEAD, "a"))
                        .unwanted())
                .isEqualTo("a test of the hook");
    }

    @Test
    void ignoresItsOwnStatusesThatComeBack() {
        HookEvent status = new HookEvent.StatusChanged(HEAD, "bidsforge/convert", "success");

        assertThat(hint("lab/one-bids", status).unwanted()).isNotEmpty();
    }

    @Test
    void ignoresOtherRepositories() {
        assertThat(hint("lab/website", push("main")).unwanted()).isEqualTo("not a study's repository");
    }

    private static HookEvent push(String branch) {
        return new HookEvent.Push("refs/heads/" + branch, ZERO, HEAD, "someone");
    }

    private static Hint hint(String repository, HookEvent event) {
        return Hint.of(RepositoryName.parse(repository), event);
    }
}
