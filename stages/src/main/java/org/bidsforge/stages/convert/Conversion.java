// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.List;
import java.util.Set;
import org.bidsforge.core.pipeline.StageReport;

/**
 * What became of one session.
 *
 * @param files the paths of all files that the conversion answers for, whether they changed or not
 * @param removed paths that an earlier conversion had made and this one did not
 * @param replaced paths of files that were there with other bytes, by an earlier conversion or by hand
 * @param sensitive those of the files whose content must not leave the house, by the study's rules
 */
public record Conversion(
        StageReport report, List<String> files, List<String> removed, List<String> replaced, Set<String> sensitive) {
    public Conversion {
        files = List.copyOf(files);
        removed = List.copyOf(removed);
        replaced = List.copyOf(replaced);
        sensitive = Set.copyOf(sensitive);
    }
}
