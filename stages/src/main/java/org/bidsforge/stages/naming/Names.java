// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import java.util.Map;
import org.bidsforge.core.pipeline.Finding;

/**
 * The images that have a path in the dataset, the series that have none, and what a person should know about it.
 *
 * @param traces which rule decided about a series, by the series' UID
 */
public record Names(List<NamedImage> images, List<Fate> others, List<Finding> findings, Map<String, Trace> traces) {
    public Names {
        images = List.copyOf(images);
        others = List.copyOf(others);
        findings = List.copyOf(findings);
        traces = Map.copyOf(traces);
    }
}
