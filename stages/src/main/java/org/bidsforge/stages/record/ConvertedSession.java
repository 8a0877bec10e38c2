// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;

/**
 * What a conversion left in a folder and is to be recorded.
 *
 * @param source what it was made from
 * @param files paths below the folder that it answers for
 * @param removed paths of an earlier conversion that are to go
 * @param sensitive those of the files whose content must not leave the house
 */
public record ConvertedSession(
        SessionName session,
        Path folder,
        Source source,
        List<String> files,
        List<String> removed,
        Set<String> sensitive,
        StageReport report) {
    public ConvertedSession {
        files = List.copyOf(files);
        removed = List.copyOf(removed);
        sensitive = Set.copyOf(sensitive);
    }

    /** A commit of sourcedata and the tree of the session's folder there. */
    public record Source(String commit, String tree) {}
}
