// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.protocol.Annex;

/** The settings as they were given, unchecked. */
final class Given {
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private Given() {}

    static Given of(Annex annex) throws IOException {
        Given given = new Given();
        for (Setting setting : Setting.values()) {
            given.values.put(setting, annex.config(setting.word()).strip());
        }
        return given;
    }

    String text(Setting setting) {
        return values.getOrDefault(setting, "");
    }

    Optional<String> get(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    boolean isYes(Setting setting) {
        String text = text(setting);
        if (!text.isEmpty() && !text.equals("yes") && !text.equals("no")) {
            throw new IllegalArgumentException(setting.word() + "= is yes or no: " + text);
        }
        return text.equals("yes");
    }

    /** One of two settings that mean the same. */
    Optional<String> either(Setting one, Setting other) {
        Optional<String> first = get(one);
        Optional<String> second = get(other);
        if (first.isPresent() && second.isPresent() && !first.equals(second)) {
            throw new IllegalArgumentException(one.word() + "= and " + other.word() + "= mean the same, but differ: "
                    + first.get() + " and " + second.get());
        }
        return first.or(() -> second);
    }
}
