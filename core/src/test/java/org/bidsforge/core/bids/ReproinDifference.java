// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where our reading of a name differs from heudiconv's on purpose; docs/convert.md has a row for each. */
enum ReproinDifference {
    /** A second series of one name becomes a run or supersedes the first, never {@code __dup}. */
    NO_DUPLICATES {
        @Override
        boolean explains(String theirs, String ours) {
            return theirs.contains("__dup-");
        }
    },
    /** The folder is {@code beh}, as BIDS has it. */
    BEHAVIOUR {
        @Override
        boolean explains(String theirs, String ours) {
            return theirs.startsWith("behav/") && (ours.startsWith("beh/") || ours.equals("error"));
        }
    },
    /** A name that ends without a suffix is refused. */
    SUFFIX_NEEDED {
        @Override
        boolean explains(String theirs, String ours) {
            String last = theirs.substring(theirs.lastIndexOf('_') + 1);
            return ours.equals("error") && (theirs.endsWith("/") || last.contains("-"));
        }
    },
    /** Characters that BIDS allows in no label are left out; a placeholder that nobody fills is refused. */
    LEGAL_LABELS {
        @Override
        boolean explains(String theirs, String ours) {
            return theirs.contains("/") && !theirs.matches("[0-9A-Za-z+_/-]*");
        }
    },
    /** Words that are neither an entity nor the suffix are left out. */
    NO_LOOSE_WORDS {
        @Override
        boolean explains(String theirs, String ours) {
            List<String> words =
                    Arrays.asList(theirs.substring(theirs.indexOf('/') + 1).split("_"));
            return theirs.contains("/")
                    && words.subList(0, words.size() - 1).stream().anyMatch(w -> !w.contains("-"));
        }
    },
    /** Runs are counted for each name by itself, not over all names of the visit. */
    RUNS_PER_NAME {
        @Override
        boolean explains(String theirs, String ours) {
            return theirs.contains("_run-") && ours.contains("run-");
        }
    },
    /** Where heudiconv stops the whole session, or skips for a second space, the name is read. */
    READ_ANYWAY {
        @Override
        boolean explains(String theirs, String ours) {
            return (theirs.startsWith("error") || theirs.equals("skipped")) && ours.contains("/");
        }
    };

    abstract boolean explains(String theirs, String ours);

    static Optional<ReproinDifference> of(String theirs, String ours) {
        return Arrays.stream(values()).filter(one -> one.explains(theirs, ours)).findFirst();
    }
}
