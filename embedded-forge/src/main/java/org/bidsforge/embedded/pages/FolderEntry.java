// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/**
 * An entry of a folder.
 *
 * @param symbol of the icon
 * @param note its size, or what else it is
 * @param target what it points at: a key, a path, another dataset; empty for plain files and folders
 * @param link of a subdataset's page, if that is on this forge; else of the entry's own
 */
public record FolderEntry(String name, String symbol, String note, String target, String link) {
    static final String ANNEXED = ", annexed";

    /** Of the content, whether git has it or the annex. */
    public String size() {
        return note.replace(ANNEXED, "");
    }

    public boolean annexed() {
        return symbol.equals("annex");
    }

    public boolean dataset() {
        return symbol.equals("dataset");
    }
}
