// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.image.NiftiHeader;
import org.bidsforge.stages.naming.ConvertedSeries;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;

/** The images that a series can be expected to give, by its headers alone: one for each echo and part of the signal. */
final class ExpectedImages {
    private static final double MILLISECONDS = 1000;

    private ExpectedImages() {}

    static ConvertedSeries of(Series series) {
        List<String> echoes = series.variety().echoTimes();
        List<String> parts = series.variety().parts().stream().sorted().toList();
        List<RawImage> images = new ArrayList<>();
        int kinds = Math.max(1, echoes.size()) * Math.max(1, parts.size());
        for (String echo : echoes.isEmpty() ? List.of("") : echoes) {
            for (String part : parts.isEmpty() ? List.of("") : parts) {
                images.add(image(series, echo, part, kinds));
            }
        }
        return new ConvertedSeries(series, images, "", true);
    }

    private static RawImage image(Series series, String echo, String part, int kinds) {
        ObjectNode sidecar = Json.object();
        ArrayNode type = sidecar.putArray("ImageType");
        if (part.isEmpty()) {
            series.imageType().forEach(type::add);
        } else {
            type.add("ORIGINAL").add("PRIMARY").add(part);
        }
        if (!echo.isEmpty()) {
            sidecar.put("EchoTime", new BigDecimal(echo).movePointLeft(3));
        }
        series.header()
                .getDouble(Tag.INVERSION_TIME)
                .ifPresent(time ->
                        sidecar.put("InversionTime", BigDecimal.valueOf(time).movePointLeft(3)));
        int slices = Math.max(1, series.variety().slices());
        int volumes = Math.max(1, SeriesRow.volumes(series) / kinds);
        double seconds = series.repetitionTime().orElse(0) / MILLISECONDS;
        NiftiHeader header = new NiftiHeader(
                List.of(1, 1, slices, volumes),
                List.of(1.0, 1.0, 1.0, seconds),
                List.of(),
                ByteOrder.LITTLE_ENDIAN,
                0,
                0,
                1,
                0);
        return new RawImage(
                series.uid(), "", Path.of("expected.nii"), header, sidecar, Optional.empty(), Optional.empty());
    }
}
