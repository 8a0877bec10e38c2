// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bidsforge.stages.dcm2niix.Json;

/**
 * One physiological recording, sampled evenly.
 *
 * @param label of the entity {@code recording}
 * @param columns name and description, in their order
 * @param samplingFrequency in hertz
 * @param startTime seconds from the start of the first volume to the first sample
 * @param rows one text for each sample, cells separated by tabs
 */
record Recording(
        String label,
        List<Map.Entry<String, String>> columns,
        BigDecimal samplingFrequency,
        BigDecimal startTime,
        List<String> rows) {
    Recording {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The table, which has no header by BIDS. */
    String table() {
        return String.join("\n", rows) + "\n";
    }

    String sidecar() {
        ObjectNode sidecar = Json.object();
        ArrayNode names = sidecar.putArray("Columns");
        columns.forEach(column -> names.add(column.getKey()));
        sidecar.put("Manufacturer", "Siemens");
        sidecar.put("PhysioType", "generic");
        sidecar.put("SamplingFrequency", samplingFrequency);
        sidecar.put("StartTime", startTime);
        columns.forEach(column -> sidecar.putObject(column.getKey()).put("Description", column.getValue()));
        return Json.write(sidecar);
    }
}
