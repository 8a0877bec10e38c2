// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.sessions;

import java.util.ArrayList;
import java.util.List;

/**
 * A session as people see it, derived from the forge.
 *
 * @param sentence its state in one sentence
 * @param action what moves it on, empty when nothing needs to
 * @param cells one per step, in the order of the board's columns
 * @param request address of the merge request, empty while there is none
 * @param run address of the latest run
 * @param files address of its files on the forge
 * @param sourceCommit the commit of sourcedata that was worked on last
 * @param branchHead the head of its conversion branch
 */
public record Portrait(
        Standing standing,
        String sentence,
        String action,
        List<Cell> cells,
        String request,
        String run,
        String files,
        String sourceCommit,
        String branchHead) {
    public static final List<String> STEPS =
            List.of("received", "committed", "converted", "validated", "reviewed", "merged");

    public Portrait {
        cells = List.copyOf(cells);
    }

    /** The same, each cell dated from when it first was so. */
    Portrait since(Portrait earlier) {
        List<Cell> dated = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            dated.add(i < earlier.cells.size() ? cell.since(earlier.cells.get(i)) : cell);
        }
        return new Portrait(standing, sentence, action, dated, request, run, files, sourceCommit, branchHead);
    }

    /** Whether both show the same, whenever it began. */
    public boolean looksLike(Portrait other) {
        return since(other).equals(other);
    }
}
