// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.metrics;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the next hook would probably be kept and worked on. */
public final class Health {
    private final Map<String, Probe> probes = new LinkedHashMap<>();

    /** Says how it is, or throws why it is not. */
    @FunctionalInterface
    public interface Probe {
        Object look() throws IOException;
    }

    /** The probes' answers by name, and whether all of them answered. */
    public record Answer(boolean healthy, Map<String, Object> parts) {}

    public Health with(String name, Probe probe) {
        probes.put(name, probe);
        return this;
    }

    /** Asks all probes; the text of a failure names the thing, never a secret. */
    public Answer look() {
        boolean healthy = true;
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Probe> probe : probes.entrySet()) {
            try {
                parts.put(probe.getKey(), probe.getValue().look());
            } catch (IOException e) {
                healthy = false;
                parts.put(probe.getKey(), "failed: " + e.getMessage());
            }
        }
        return new Answer(healthy, parts);
    }
}
