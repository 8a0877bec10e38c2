// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * A folder with its entries.
 *
 * @param readmeHtml the readme, ready to be shown; empty if there is none
 */
public record FolderView(
        Place place,
        List<String> branches,
        CommitRow last,
        List<FolderEntry> entries,
        String readme,
        String readmeHtml,
        String cloneUrl,
        Paging paging) {
    public FolderView {
        branches = List.copyOf(branches);
        entries = List.copyOf(entries);
    }

    public List<Frame.Crumb> crumbs() {
        return crumbs(place);
    }

    /** The folders on the way to a place, without the place itself. */
    static List<Frame.Crumb> crumbs(Place place) {
        List<Frame.Crumb> crumbs = new ArrayList<>();
        if (place.path().isEmpty()) {
            return crumbs;
        }
        crumbs.add(new Frame.Crumb(place.repository().name(), place.source("")));
        for (int slash = place.path().indexOf('/');
                slash >= 0;
                slash = place.path().indexOf('/', slash + 1)) {
            String folder = place.path().substring(0, slash);
            crumbs.add(new Frame.Crumb(folder.substring(folder.lastIndexOf('/') + 1), place.source(folder)));
        }
        return crumbs;
    }

    public String name() {
        return place.path().substring(place.path().lastIndexOf('/') + 1);
    }
}
