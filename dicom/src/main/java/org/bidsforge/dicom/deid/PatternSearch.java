// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Finds many byte patterns in one pass (Aho and Corasick, 1975). Letters of ASCII and Latin-1 match in either case;
 * whether a match counts is the caller's to say.
 */
final class PatternSearch {
    private static final int ROOT = 0;

    private final List<int[]> next = new ArrayList<>();
    private final List<int[]> outputs = new ArrayList<>();
    private final List<ByteBuffer> patterns;

    /** Told of each occurrence; {@code pattern} is its index in the list that was searched for. */
    @FunctionalInterface
    interface Occurrence {
        void found(int pattern, int start, int end);
    }

    PatternSearch(Collection<ByteBuffer> patterns) {
        this.patterns = List.copyOf(patterns);
        addState();
        for (int i = 0; i < this.patterns.size(); i++) {
            add(this.patterns.get(i), i);
        }
        link();
    }

    void search(byte[] bytes, int offset, int length, Occurrence occurrence) {
        int state = ROOT;
        for (int i = offset; i < offset + length; i++) {
            state = next.get(state)[fold(bytes[i])];
            int[] found = outputs.get(state);
            for (int pattern : found) {
                occurrence.found(pattern, i + 1 - patterns.get(pattern).remaining(), i + 1);
            }
        }
    }

    static int fold(byte b) {
        int value = b & 0xFF;
        boolean upper = (value >= 'A' && value <= 'Z') || (value >= 0xC0 && value <= 0xDE && value != 0xD7);
        return upper ? value + 0x20 : value;
    }

    private void add(ByteBuffer pattern, int index) {
        int state = ROOT;
        for (int i = 0; i < pattern.remaining(); i++) {
            int letter = fold(pattern.get(pattern.position() + i));
            int target = next.get(state)[letter];
            if (target < 0) {
                target = addState();
                next.get(state)[letter] = target;
            }
            state = target;
        }
        outputs.set(state, append(outputs.get(state), index));
    }

    /** Turns the tree of patterns into an automaton: where a pattern breaks off, the longest other one goes on. */
    private void link() {
        int[] fallback = new int[next.size()];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int letter = 0; letter < 256; letter++) {
            int child = next.get(ROOT)[letter];
            if (child < 0) {
                next.get(ROOT)[letter] = ROOT;
            } else {
                queue.add(child);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int pattern : outputs.get(fallback[state])) {
                outputs.set(state, append(outputs.get(state), pattern));
            }
            for (int letter = 0; letter < 256; letter++) {
                int child = next.get(state)[letter];
                int other = next.get(fallback[state])[letter];
                if (child < 0) {
                    next.get(state)[letter] = other;
                } else {
                    fallback[child] = other;
                    queue.add(child);
                }
            }
        }
    }

    private int addState() {
        int[] row = new int[256];
        Arrays.fill(row, -1);
        next.add(row);
        outputs.add(new int[0]);
        return next.size() - 1;
    }

    private static int[] append(int[] array, int value) {
        int[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = value;
        return longer;
    }
}
