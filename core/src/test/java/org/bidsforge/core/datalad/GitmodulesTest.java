// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.bidsforge.core.datalad.Gitmodules.Submodule;
import org.junit.jupiter.api.Test;

final class GitmodulesTest {
    private static final Submodule SOURCEDATA =
            new Submodule("sourcedata", "../one-sourcedata.git", Optional.of("7cb7d1fa-7b29-4790-a48c-7b3662fa3c67"));

    @Test
    void writesAnEntryAsDataladDoes() {
        assertThat(Gitmodules.of(SOURCEDATA).format()).isEqualTo("""
                        [submodule "sourcedata"]
                        \tpath = sourcedata
                        \turl = ../one-sourcedata.git
                        \tdatalad-id = 7cb7d1fa-7b29-4790-a48c-7b3662fa3c67
                        """);
    }

    @Test
    void readsEntriesBack() {
        Submodule other = new Submodule("a/b", "https://example.org/x;y\"z\\.git", Optional.empty());
        Gitmodules modules = Gitmodules.of(SOURCEDATA, other);

        assertThat(Gitmodules.parse(modules.format())).isEqualTo(modules);
        assertThat(modules.at("a/b")).hasValue(other);
        assertThat(modules.at("c")).isEmpty();
    }

    @Test
    void refusesAPathOutsideTheRepository() {
        assertThatThrownBy(() -> new Submodule("../x", "u", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
