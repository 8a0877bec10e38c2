// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.List;
import org.bidsforge.core.pipeline.StageReport;

/**
 * What became of one session.
 *
 * @param files the paths of all files that the conversion answers for, whether they changed or not
 * @param removed paths that an earlier conversion had made and this one did not
 * @param replaced paths of files that were there with other bytes, by an earlier conversion or by hand
 */
public record Conversion(StageReport report, List<String> files, List<String> removed, List<String> replaced) {
    public Conversion {
        files = List.copyOf(files);
        removed = List.copyOf(removed);
        replaced = List.copyOf(replaced);
    }
}
