// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.dcm2niix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.stages.image.NiftiHeader;

/**
 * One image that dcm2niix wrote, with what it wrote beside it.
 *
 * @param origin the name of the first object that it came from, without an extension
 * @param mark what dcm2niix added to the file's name to tell images of one series apart, such as {@code _e2_ph}
 */
public record RawImage(
        String origin,
        String mark,
        Path nifti,
        NiftiHeader header,
        ObjectNode sidecar,
        Optional<Path> bval,
        Optional<Path> bvec) {

    private static final Pattern NAME = Pattern.compile("([0-9-]+)[^_]*(_.*)?\\.nii");
    /** Resampled copies and pieces that dcm2niix writes beside the image itself. */
    private static final Pattern COPY = Pattern.compile("_(Eq|Tilt|Crop|ROI)(_|[0-9]|$)");

    /** Reads the image and its companions; nothing for a file that was not named after an object of digits. */
    static Optional<RawImage> read(Path nifti) throws IOException {
        String fileName = nifti.getFileName().toString();
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        String stem = fileName.substring(0, fileName.length() - ".nii".length());
        Path json = nifti.resolveSibling(stem + ".json");
        NiftiHeader header = NiftiHeader.read(nifti);
        if (Files.size(nifti) < header.leastBytes()) {
            throw new IOException("the image ends early: " + fileName);
        }
        return Optional.of(new RawImage(
                name.group(1),
                Optional.ofNullable(name.group(2)).orElse(""),
                nifti,
                header,
                Files.exists(json) ? Json.read(json) : Json.object(),
                companion(nifti, stem + ".bval"),
                companion(nifti, stem + ".bvec")));
    }

    private static Optional<Path> companion(Path nifti, String name) {
        return Optional.of(nifti.resolveSibling(name)).filter(Files::exists);
    }

    /** A resampled or cropped copy of another image of the series. */
    public boolean isCopy() {
        return COPY.matcher(mark).find();
    }

    public int volumes() {
        return header.volumes();
    }

    public Optional<BigDecimal> number(String key) {
        JsonNode value = sidecar.path(key);
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    public Optional<String> text(String key) {
        JsonNode value = sidecar.path(key);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        sidecar.path(key).forEach(value -> texts.add(value.asText().toUpperCase(Locale.ROOT)));
        return texts;
    }

    /** Whether the voxels are a field in Hz that the scanner computed. */
    public boolean isField() {
        // Single frames of Philips say it in ImageType alone.
        return mark.contains("fieldmaphz") || texts("ImageType").contains("B0 MAP");
    }

    /** Which part of the complex signal the voxels are: {@code phase}, {@code real}, {@code imag}, else {@code mag}. */
    public String part() {
        List<String> type = texts("ImageType");
        if (type.contains("PHASE") || type.contains("P") || mark.contains("_ph")) {
            return "phase";
        }
        if (mark.contains("_real") || type.contains("REAL") || type.contains("R")) {
            return "real";
        }
        boolean imaginary = mark.contains("_imaginary") || type.contains("IMAGINARY") || type.contains("I");
        return imaginary ? "imag" : "mag";
    }
}
