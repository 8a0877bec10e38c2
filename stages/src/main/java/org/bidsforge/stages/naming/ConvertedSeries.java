// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.source.Series;

/** A series and the images that dcm2niix made of it; none, with the reason, where it failed. */
public record ConvertedSeries(Series series, List<RawImage> images, String failure) {
    public ConvertedSeries {
        images = List.copyOf(images);
    }
}
