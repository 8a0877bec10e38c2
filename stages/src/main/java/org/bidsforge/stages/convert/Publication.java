// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.stages.tables.ParticipantsTable;
import org.bidsforge.stages.tables.ScansTable;

/**
 * Puts what a conversion made into the dataset, and takes out what an earlier one of the session had made and this one has
 * not. While that goes on the table of scans names the files of both, so that nothing is forgotten when it is killed.
 */
final class Publication {
    private final Path dataset;
    private final BidsSchema schema;
    private final SessionName session;
    private final Draft draft;

    Publication(Path dataset, BidsSchema schema, SessionName session, Draft draft) {
        this.dataset = dataset;
        this.schema = schema;
        this.session = session;
        this.draft = draft;
    }

    /** What became of the dataset; tables in which rows were added or changed are not among what was replaced. */
    record Changes(List<String> files, List<String> removed, List<String> replaced) {}

    Changes run() throws IOException {
        String scans = ScansTable.path(session);
        Path table = dataset.resolve(scans);
        String present = Files.exists(table) ? Files.readString(table) : "";
        List<String> files = draft.paths();
        List<String> others = new ArrayList<>(files);
        if (others.remove(scans)) {
            String own = Files.readString(draft.file(scans));
            draft.text(scans, ScansTable.both(own, present));
            draft.publish(List.of(scans));
            draft.text(scans, own);
        }
        List<String> replaced = new ArrayList<>(draft.publish(others));
        replaced.remove(ParticipantsTable.PATH);
        List<String> removed = remove(ScansTable.files(present), new HashSet<>(files));
        if (files.contains(scans)) {
            draft.publish(List.of(scans));
        } else if (Files.deleteIfExists(table)) {
            removed.add(scans);
        }
        return new Changes(files, removed, replaced);
    }

    /** {@code before} are the images of the last conversion, relative to the session's folder. */
    private List<String> remove(Set<String> before, Set<String> now) throws IOException {
        Companions companions = new Companions(schema);
        Set<String> wanted = new HashSet<>();
        now.forEach(path -> companions.events(path).ifPresent(wanted::add));
        List<String> removed = new ArrayList<>();
        for (String name : new TreeSet<>(before)) {
            String image = session.folder() + "/" + name;
            for (String path : companions.of(image)) {
                if (!now.contains(path) && Files.deleteIfExists(dataset.resolve(path))) {
                    removed.add(path);
                }
            }
            String events = companions.events(image).orElse("");
            boolean orphan = !events.isEmpty() && !now.contains(image) && !wanted.contains(events);
            if (orphan && isTemplate(dataset.resolve(events)) && Files.deleteIfExists(dataset.resolve(events))) {
                removed.add(events);
            }
        }
        return removed;
    }

    /** A table of events in which nobody has written yet. */
    private static boolean isTemplate(Path events) throws IOException {
        return Files.isRegularFile(events) && Files.readString(events).lines().count() < 2;
    }
}
