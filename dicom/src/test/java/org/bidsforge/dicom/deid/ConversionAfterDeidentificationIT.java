// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bidsforge.dicom.SharedArchives;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** De-identified objects convert to the same images: voxels, gradients and the parameters that analysis needs. */
final class ConversionAfterDeidentificationIT {
    private static final List<String> KEYS = List.of(
            "RepetitionTime",
            "EchoTime",
            "EchoTime1",
            "EchoTime2",
            "SliceTiming",
            "PhaseEncodingDirection",
            "PhaseEncodingAxis",
            "TotalReadoutTime",
            "EffectiveEchoSpacing",
            "FlipAngle",
            "MultibandAccelerationFactor",
            "BandwidthPerPixelPhaseEncode",
            "ImageType",
            "Manufacturer",
            "PatientPosition");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dcm_qa_nih", "dcm_qa_me", "dcm_qa_enh", "example-dicom-functional-1block"})
    void givesTheSameImages(String set) throws IOException {
        Path original = SharedArchives.unpack(set);
        if (Files.isDirectory(original.resolve("In"))) {
            original = original.resolve("In");
        }
        Path clean = Files.createDirectory(folder.resolve("clean"));
        deidentify(original, clean);

        Map<String, Path> before = convert(original, "before");
        Map<String, Path> after = convert(clean, "after");

        assertThat(after.keySet()).isEqualTo(before.keySet());
        for (Map.Entry<String, Path> entry : before.entrySet()) {
            Path other = Objects.requireNonNull(after.get(entry.getKey()));
            if (entry.getKey().endsWith(".json")) {
                assertThat(parameters(other)).as(entry.getKey()).isEqualTo(parameters(entry.getValue()));
            } else {
                assertThat(voxels(other)).as(entry.getKey()).isEqualTo(voxels(entry.getValue()));
            }
        }
        assertThat(before.keySet()).anyMatch(name -> name.endsWith(".nii"));
    }

    private static void deidentify(Path from, Path to) throws IOException {
        Vocabulary vocabulary = Vocabulary.ofProtocols();
        Pseudonyms pseudonyms = new Pseudonyms(ByteBuffer.wrap(new byte[32]), "lab/study");
        IdentifierCollector collector = new IdentifierCollector(vocabulary);
        List<Path> files = SharedArchives.filesIn(from).stream()
                .filter(ConversionAfterDeidentificationIT::isDicom)
                .toList();
        for (Path file : files) {
            collector.add(DicomReader.ofHeaders().read(file).dataSet());
        }
        IdentifierSet identifiers = collector.toSet();
        Subject subject = new Subject(pseudonyms.subjectLabel("1"), pseudonyms.dateShiftDays("1"));
        Deidentifier deidentifier = new Deidentifier(
                new DeidentificationProfile(vocabulary, "lab^study"), pseudonyms, subject, identifiers);
        LeakGate gate = new LeakGate(identifiers);
        Set<LeakGate.Leak> leaks = new LinkedHashSet<>();
        int number = 0;
        for (Path file : files) {
            DicomFile clean = deidentifier.apply(DicomReader.ofReferences().read(file));
            leaks.addAll(gate.search(clean));
            assertThat(clean.dataSet().getString(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
            new DicomWriter().write(clean, to.resolve(String.format("%06d.dcm", number++)));
        }
        assertThat(leaks).isEmpty();
        assertThat(number).isPositive();
    }

    private static boolean isDicom(Path file) {
        try {
            return DicomReader.ofHeaders().read(file).dataSet().contains(Tag.SOP_CLASS_UID);
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, Path> convert(Path from, String name) throws IOException {
        Path to = Files.createDirectory(folder.resolve(name));
        String output = SharedArchives.run(List.of(
                SharedArchives.tool("dcm2niix"),
                "-b",
                "y",
                "-ba",
                "y",
                "-z",
                "n",
                "-f",
                "s%s_e%e_%m",
                "-o",
                to.toString(),
                from.toString()));
        assertThat(output).isNotEmpty();
        Map<String, Path> files = new TreeMap<>();
        SharedArchives.filesIn(to).forEach(file -> files.put(file.getFileName().toString(), file));
        return files;
    }

    private static ByteBuffer voxels(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean image = file.toString().endsWith(".nii");
        return image ? ByteBuffer.wrap(bytes, 352, bytes.length - 352).slice() : ByteBuffer.wrap(bytes);
    }

    private static Map<String, JsonNode> parameters(Path file) throws IOException {
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        Map<String, JsonNode> chosen = new TreeMap<>();
        for (String key : new TreeSet<>(KEYS)) {
            if (all.has(key)) {
                chosen.put(key, all.get(key));
            }
        }
        return chosen;
    }
}
