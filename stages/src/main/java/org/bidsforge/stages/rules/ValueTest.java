// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one value is held against. {@code toString} is how a person would say it. */
public sealed interface ValueTest {
    /** The named groups when the value passes. */
    Optional<Map<String, String>> match(String value);

    /** The same text; or the same number, however it is written. */
    record Equal(String wanted) implements ValueTest {
        @Override
        public Optional<Map<String, String>> match(String value) {
            if (value.equals(wanted)) {
                return Optional.of(Map.of());
            }
            Optional<BigDecimal> number = number(value);
            boolean same = number.isPresent()
                    && number(wanted)
                            .filter(other -> other.compareTo(number.get()) == 0)
                            .isPresent();
            return same ? Optional.of(Map.of()) : Optional.empty();
        }

        @Override
        public String toString() {
            return wanted;
        }
    }

    /** One of several texts or numbers. */
    record OneOf(List<String> wanted) implements ValueTest {
        public OneOf {
            wanted = List.copyOf(wanted);
        }

        @Override
        public Optional<Map<String, String>> match(String value) {
            return wanted.stream()
                    .flatMap(one -> new Equal(one).match(value).stream())
                    .findFirst();
        }

        @Override
        public String toString() {
            return "one of " + String.join(", ", wanted);
        }
    }

    /** A file pattern ({@code *}, {@code ?}, {@code [a-z]}) that fits the whole value. */
    record Glob(String pattern, Pattern compiled) implements ValueTest {
        @Override
        public Optional<Map<String, String>> match(String value) {
            return compiled.matcher(new PatientText(value)).matches() ? Optional.of(Map.of()) : Optional.empty();
        }

        @Override
        public String toString() {
            return "like " + pattern;
        }
    }

    /** A regular expression that is found in the value; anchors fix its ends. */
    record Regex(Pattern pattern, List<String> groups) implements ValueTest {
        public Regex {
            groups = List.copyOf(groups);
        }

        @Override
        public Optional<Map<String, String>> match(String value) {
            Matcher matcher = pattern.matcher(new PatientText(value));
            if (!matcher.find()) {
                return Optional.empty();
            }
            Map<String, String> found = new LinkedHashMap<>();
            for (String group : groups) {
                String text = matcher.group(group);
                if (text != null) {
                    found.put(group, text);
                }
            }
            return Optional.of(found);
        }

        @Override
        public String toString() {
            return "found by /" + pattern + "/";
        }
    }

    /** A number within bounds that belong to the range. */
    record Range(Optional<BigDecimal> min, Optional<BigDecimal> max) implements ValueTest {
        @Override
        public Optional<Map<String, String>> match(String value) {
            boolean within = number(value)
                    .filter(number -> min.isEmpty() || number.compareTo(min.get()) >= 0)
                    .filter(number -> max.isEmpty() || number.compareTo(max.get()) <= 0)
                    .isPresent();
            return within ? Optional.of(Map.of()) : Optional.empty();
        }

        @Override
        public String toString() {
            return "from " + min.map(BigDecimal::toPlainString).orElse("any") + " to "
                    + max.map(BigDecimal::toPlainString).orElse("any");
        }
    }

    /** Whether there is any value at all. */
    record Present(boolean wanted) implements ValueTest {
        @Override
        public Optional<Map<String, String>> match(String value) {
            return wanted ? Optional.of(Map.of()) : Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(String text) {
        String stripped = text.strip();
        if (stripped.length() > 40) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(stripped));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
