// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.SchemaRules.Association;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.tsv.Tsv;

/** Finds the files that belong to an image by the schema's rules of association, and reads what checks ask of them. */
final class Associations {
    private static final long LARGEST = 8L << 20;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final DatasetView dataset;
    private final Map<String, Set<String>> folders = new HashMap<>();

    Associations(DatasetView dataset) {
        this.dataset = dataset;
    }

    /** The file's path and content as expressions of the schema see them; nothing when there is none. */
    Optional<ObjectNode> find(Association association, NamedImage image) {
        for (String folder : folders(image.path(), association.inherited())) {
            Optional<String> name = names(folder).stream()
                    .filter(one -> belongs(one, association, image))
                    .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
            if (name.isPresent()) {
                String path = folder.isEmpty() ? name.get() : folder + "/" + name.get();
                ObjectNode context = Json.object().put("path", "/" + path);
                dataset.find(path).ifPresent(file -> read(file, path, context));
                return Optional.of(context);
            }
        }
        return Optional.empty();
    }

    boolean exists(String path) {
        int slash = path.lastIndexOf('/');
        return names(slash < 0 ? "" : path.substring(0, slash)).contains(path.substring(slash + 1));
    }

    /** The image's own folder, and those above it. */
    private static List<String> folders(String path, boolean inherited) {
        List<String> folders = new ArrayList<>();
        String folder = path;
        do {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            folders.add(folder);
        } while (inherited && !folder.isEmpty());
        return folders;
    }

    private Set<String> names(String folder) {
        return folders.computeIfAbsent(folder, unread -> {
            try {
                return new TreeSet<>(dataset.names(unread));
            } catch (IOException gone) {
                return Set.of();
            }
        });
    }

    private static boolean belongs(String fileName, Association association, NamedImage image) {
        String suffix = association.suffix().isEmpty() ? image.name().suffix() : association.suffix();
        if (!fileName.contains(suffix)) {
            return false;
        }
        Optional<BidsName> parsed = BidsName.parse(fileName);
        if (parsed.isEmpty()
                || !parsed.get().suffix().equals(suffix)
                || !association.extensions().contains(parsed.get().extension())) {
            return false;
        }
        Set<String> foreign = new LinkedHashSet<>(parsed.get().entities().keySet());
        foreign.removeAll(association.entities());
        Map<String, String> ours = image.name().entities();
        return foreign.stream().allMatch(key -> parsed.get().entity(key).equals(Optional.ofNullable(ours.get(key))));
    }

    private static void read(Path file, String path, ObjectNode context) {
        try {
            if (Files.size(file) > LARGEST) {
                return;
            }
            if (path.endsWith(".bval") || path.endsWith(".bvec")) {
                numbers(Files.readString(file), context);
            } else if (path.endsWith(".tsv")) {
                table(Tsv.parse(Files.readString(file)), context);
            } else if (path.endsWith(".json")) {
                context.setAll(Json.read(file));
            }
        } catch (IOException unreadable) {
            context.put("unreadable", true);
        }
    }

    private static void numbers(String text, ObjectNode context) {
        List<String> rows = text.lines().filter(line -> !line.isBlank()).toList();
        ArrayNode values = context.putArray("values");
        int columns = 0;
        for (String row : rows) {
            String[] cells = SPACE.split(row.strip(), -1);
            columns = Math.max(columns, cells.length);
            for (String cell : cells) {
                values.add(cell);
            }
        }
        context.put("n_rows", rows.size()).put("n_cols", columns);
    }

    private static void table(Tsv table, ObjectNode context) {
        context.put("n_rows", table.rows().size());
        for (Map<String, String> row : table.rows()) {
            row.forEach((column, cell) -> context.withArray(column).add(cell));
        }
    }
}
