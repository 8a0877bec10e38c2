// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.util.List;

/**
 * A file that differs between two trees.
 *
 * @param status added, removed, modified
 * @param lines the changed lines with some around them; empty for what is not text or too long
 */
public record FileChange(String path, String status, int additions, int deletions, List<Line> lines) {
    public FileChange {
        lines = List.copyOf(lines);
    }

    /** A line of a difference; the kind is '+', '-', ' ' or '@'. */
    public record Line(char kind, String text) {}
}
