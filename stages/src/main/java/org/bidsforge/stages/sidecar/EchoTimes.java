// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.stages.naming.NamedImage;

/** A phase difference must say between which two echoes it was taken; its two magnitudes know. */
final class EchoTimes {
    private EchoTimes() {}

    static void complete(List<NamedImage> images, Map<String, ObjectNode> drafts) {
        for (NamedImage image : images) {
            ObjectNode draft = drafts.get(image.path());
            if (!image.is("fmap", "phasediff") || draft == null) {
                continue;
            }
            echoTime(images, image, "magnitude1").ifPresent(time -> draft.put("EchoTime1", time));
            echoTime(images, image, "magnitude2").ifPresent(time -> draft.put("EchoTime2", time));
            if (draft.has("EchoTime1") && draft.has("EchoTime2")) {
                draft.remove("EchoTime");
            }
        }
    }

    private static Optional<BigDecimal> echoTime(List<NamedImage> images, NamedImage phase, String suffix) {
        BidsName wanted = phase.name().withSuffix(suffix);
        return images.stream()
                .filter(image -> image.datatype().equals("fmap") && image.name().equals(wanted))
                .findFirst()
                .flatMap(image -> image.image().number("EchoTime"));
    }
}
