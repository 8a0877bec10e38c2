// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label with places to fill: {@code {task}} takes a named group of the rule's expressions, or a field of the series. */
public record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final Pattern NOT_IN_A_LABEL = Pattern.compile("[^0-9A-Za-z+]");

    Set<String> places() {
        Set<String> names = new LinkedHashSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            names.add(place.group(1));
        }
        return names;
    }

    /** The label; what may not stand in one is left out. Places without a value become empty. */
    String fill(Map<String, String> values) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            place.appendReplacement(filled, Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        }
        return NOT_IN_A_LABEL.matcher(place.appendTail(filled)).replaceAll("");
    }
}
