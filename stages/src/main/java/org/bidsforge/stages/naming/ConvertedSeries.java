// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.source.Series;

/**
 * A series and the images that dcm2niix made of it; none, with the reason, where it failed.
 *
 * @param expected whether the images are only those that the objects let expect, for a plan
 */
public record ConvertedSeries(Series series, List<RawImage> images, String failure, boolean expected) {
    public ConvertedSeries {
        images = List.copyOf(images);
    }
}
