// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of DICOM values: shifted by whole days, and in the spellings people and programs write. */
final class Dates {
    private static final List<String> SPELLINGS = List.of(
            "uuuuMMdd",
            "uuuu-MM-dd",
            "uuuu.MM.dd",
            "uuuu/MM/dd",
            "uuuu_MM_dd",
            "dd.MM.uuuu",
            "d.M.uuuu",
            "dd/MM/uuuu",
            "MM/dd/uuuu",
            "M/d/uuuu",
            "dd-MM-uuuu",
            "ddMMuuuu",
            "dd MMM uuuu",
            "dd-MMM-uuuu",
            "MMM d, uuuu",
            "MMMM d, uuuu",
            "d MMMM uuuu");

    private Dates() {}

    /** A DA or DT value some days later; empty where it is no date. Times of day stay, time zones go. */
    static Optional<String> shift(String value, int days) {
        String text = value.strip();
        // Versions before 1993 wrote dots.
        String digits = text.matches("[0-9]{4}\\.[0-9]{2}\\.[0-9]{2}") ? text.replace(".", "") : text;
        if (!digits.matches("[0-9]{4}([0-9]{2}){0,5}(\\.[0-9]{1,6})?([-+][0-9]{4})?")) {
            return Optional.empty();
        }
        String local = digits.replaceFirst("[-+][0-9]{4}$", "");
        int precision = Math.min(8, local.length());
        String full = local.substring(0, precision) + "0101".substring(precision - 4);
        return parse(full).map(date -> {
            String shifted = DateTimeFormatter.BASIC_ISO_DATE.format(date.plusDays(days));
            return shifted.substring(0, precision) + local.substring(precision);
        });
    }

    /** The day at the start of a DA or DT value. */
    static Optional<LocalDate> parse(String value) {
        String digits = value.strip().replace(".", "");
        if (digits.length() < 8 || !digits.substring(0, 8).chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(digits.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How the day of a value may be written elsewhere. */
    static List<String> spellings(String value) {
        Optional<LocalDate> date = parse(value);
        if (date.isEmpty() || date.get().getYear() < 1880) {
            return List.of();
        }
        return SPELLINGS.stream()
                .map(pattern ->
                        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date.get()))
                .distinct()
                .toList();
    }
}
