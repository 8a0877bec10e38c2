// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bidsforge.core.config.ConfigException;

/** Gathers what is wrong with the settings, so that all of it is told at once. */
final class Problems {
    private final List<String> problems = new ArrayList<>();

    /** The value, or the stand-in when it cannot be had; then the reason is kept. */
    <T> T of(Supplier<T> value, T standIn) {
        try {
            return value.get();
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return standIn;
    }

    void add(String problem) {
        problems.add(problem);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
