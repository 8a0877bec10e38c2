// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bidsforge.core.pipeline.SessionName;

/**
 * What one commit shall put into the repository.
 *
 * @param base the tree of the session's folder that this was made from; nothing when there was none
 * @param texts files of text by path
 * @param message without anything that names a person
 */
public record SessionCommit(
        SessionName session,
        Optional<String> base,
        List<Archive> archives,
        SortedMap<String, String> texts,
        String message) {}
