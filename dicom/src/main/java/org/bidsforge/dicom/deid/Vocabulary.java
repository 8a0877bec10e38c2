// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Words of scan protocols, which name no person: what cleaned texts may keep, and what no identifier consists of. */
public final class Vocabulary {
    private static final Set<String> WORDS = new HashSet<>();

    static {
        ConfidentialityTable.lines("protocol-words.tsv", cells -> WORDS.addAll(Arrays.asList(cells[0].split(" ", -1))));
        WORDS.remove("");
    }

    private final Set<String> additions;

    private Vocabulary(Set<String> additions) {
        this.additions = Set.copyOf(additions);
    }

    public static Vocabulary ofProtocols() {
        return new Vocabulary(Set.of());
    }

    /** This vocabulary and the words of a study, which somebody has looked at. */
    public Vocabulary with(Collection<String> words) {
        Set<String> more = new HashSet<>(additions);
        words.forEach(
                word -> more.addAll(Arrays.asList(word.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))));
        more.remove("");
        return new Vocabulary(more);
    }

    /** Whether a word is known, with or without a small number before or after it; a number alone is no word. */
    public boolean contains(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return knows(lower)
                || knows(lower.replaceFirst("[0-9]{1,4}$", ""))
                || knows(lower.replaceFirst("^[0-9]{1,4}", ""));
    }

    private boolean knows(String word) {
        return WORDS.contains(word) || additions.contains(word);
    }
}
