// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * In what the objects of a series differ from each other, as far as it tells which images will come of them.
 *
 * @param echoTimes the echo times in milliseconds as the objects write them, ascending
 * @param parts which parts of the complex signal there are: {@code M}, {@code P}, {@code R}, {@code I}; and {@code B0 MAP}
 * @param bValues the diffusion weightings in s/mm², ascending; empty where the objects name none
 * @param slices places along the slice axis of all objects, or frames; 0 when they name no place
 * @param frames images in all objects together: more than the objects where these are enhanced
 * @param first the first object's file by path, and the name by which people know it
 */
public record Variety(
        List<String> echoTimes, Set<String> parts, List<String> bValues, int slices, int frames, First first) {

    /** A file and its name. */
    public record First(Path file, String name) {}

    public Variety {
        echoTimes = List.copyOf(echoTimes);
        parts = Set.copyOf(parts);
        bValues = List.copyOf(bValues);
    }

    /** Of a series without objects. */
    public static Variety none() {
        return new Variety(List.of(), Set.of(), List.of(), 0, 0, new First(Path.of(""), ""));
    }
}
