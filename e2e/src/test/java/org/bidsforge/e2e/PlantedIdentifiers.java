// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Everything that the generator planted, looked for in bytes of any kind. */
final class PlantedIdentifiers {
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);

    private final Set<String> values = new LinkedHashSet<>();

    PlantedIdentifiers(Path list) throws IOException {
        for (JsonNode entry : new ObjectMapper().readTree(list.toFile())) {
            values.add(entry.path("value").asText().toLowerCase(Locale.ROOT));
        }
    }

    int count() {
        return values.size();
    }

    /** The identifiers that stand in these bytes, in any letter case, packed by gzip or not. */
    List<String> in(byte[] bytes) throws IOException {
        List<String> found = new ArrayList<>();
        for (Charset charset : CHARSETS) {
            String text = new String(bytes, charset).toLowerCase(Locale.ROOT);
            values.stream().filter(text::contains).forEach(found::add);
        }
        if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 8) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                found.addAll(in(in.readAllBytes()));
            }
        }
        return found;
    }

    /** {@code path: identifier} of every hit in names and contents below a folder. */
    List<String> below(Path folder) throws IOException {
        List<String> hits = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file).toString();
                in(name.getBytes(StandardCharsets.UTF_8)).forEach(value -> hits.add(name + " (name): " + value));
                if (Files.isRegularFile(file)) {
                    in(Files.readAllBytes(file)).forEach(value -> hits.add(name + ": " + value));
                }
            }
        }
        return hits;
    }
}
