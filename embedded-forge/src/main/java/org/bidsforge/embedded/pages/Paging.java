// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** A part of a long list, and the way to the others. */
public record Paging(int page, int pages, String path) {
    static Paging of(int page, long items, int size, String path) {
        return new Paging(page, (int) Math.max(1, (items + size - 1) / size), path);
    }

    public boolean needed() {
        return pages > 1;
    }

    public String link(int other) {
        return path + (path.contains("?") ? "&" : "?") + "page=" + other;
    }
}
