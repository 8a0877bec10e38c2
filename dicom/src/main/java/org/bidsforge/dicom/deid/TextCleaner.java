// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cleans descriptions by an allow-list: words of the vocabulary, short numbers and the values of ReproIn entities stay,
 * in their places; everything else goes. What a person typed on the day of the scan thus cannot come through.
 */
final class TextCleaner {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Up to four digits, also as a size, a count or a value with a unit: 2, 3x3x4, 64dir, b1000, 2p5mm. */
    private static final Pattern NUMBER =
            Pattern.compile("[a-z]{0,3}[0-9]{1,4}(?:[xpv.][0-9]{1,4}){0,3}(?:[a-z]{0,3})", Pattern.CASE_INSENSITIVE);

    /** Entities that a protocol may give a value of its own; not those that name a subject or session. */
    private static final Set<String> ENTITIES = Set.of(
            "task",
            "acq",
            "ce",
            "trc",
            "rec",
            "dir",
            "run",
            "mod",
            "echo",
            "flip",
            "inv",
            "mt",
            "part",
            "proc",
            "recording",
            "chunk",
            "ses",
            "nuc",
            "voi");

    private static final int LONGEST_VALUE = 24;

    private final Vocabulary vocabulary;
    private final IdentifierSet identifiers;

    TextCleaner(Vocabulary vocabulary, IdentifierSet identifiers) {
        this.vocabulary = vocabulary;
        this.identifiers = identifiers;
    }

    /** What may stay of a text; nothing where no word may. */
    String clean(String text) {
        StringBuilder kept = new StringBuilder();
        Matcher matcher = WORD.matcher(text);
        // After "__" comes the protocol's free text, where entities mean nothing.
        int freeText = text.indexOf("__") < 0 ? text.length() : text.indexOf("__");
        String entity = "";
        int end = 0;
        boolean any = false;
        while (matcher.find()) {
            String word = matcher.group();
            String between = text.substring(end, matcher.start());
            boolean value = between.equals("-") && ENTITIES.contains(entity) && matcher.start() < freeText;
            if (isKept(word, value)) {
                kept.append(separator(between, kept.length() == 0)).append(word);
                any = true;
            } else if (any) {
                kept.append(marker(between));
            }
            entity = between.equals("-") && !entity.isEmpty() ? "" : word.toLowerCase(Locale.ROOT);
            end = matcher.end();
        }
        return any ? kept.append(marker(text.substring(end))).toString() : "";
    }

    /** The text with every word that may not stay crossed out, at the same length. */
    String mask(String text) {
        StringBuilder masked = new StringBuilder(text);
        Matcher matcher = WORD.matcher(text);
        int freeText = text.indexOf("__") < 0 ? text.length() : text.indexOf("__");
        String entity = "";
        int end = 0;
        while (matcher.find()) {
            String between = text.substring(end, matcher.start());
            boolean value = between.equals("-") && ENTITIES.contains(entity) && matcher.start() < freeText;
            if (!isKept(matcher.group(), value)) {
                masked.replace(matcher.start(), matcher.end(), "x".repeat(matcher.end() - matcher.start()));
            }
            entity = between.equals("-") && !entity.isEmpty()
                    ? ""
                    : matcher.group().toLowerCase(Locale.ROOT);
            end = matcher.end();
        }
        return masked.toString();
    }

    private boolean isKept(String word, boolean entityValue) {
        if (identifiers.occursIn(word)) {
            return false;
        }
        if (vocabulary.contains(word) || NUMBER.matcher(word).matches()) {
            return true;
        }
        return entityValue && word.length() <= LONGEST_VALUE && !looksLikeNumberOfAPerson(word);
    }

    /** Dates, telephone numbers and identifiers are runs of digits. */
    private static boolean looksLikeNumberOfAPerson(String word) {
        return word.matches(".*[0-9]{5}.*");
    }

    /** Only characters that mean something in protocol names survive between words. */
    private static String separator(String between, boolean first) {
        if (first) {
            return between.endsWith("*") ? "*" : "";
        }
        String safe = between.replaceAll("[^-_+=.:*/() ]", "");
        return safe.isEmpty() ? " " : safe;
    }

    /** The marker of the next or the same run. */
    private static String marker(String afterWord) {
        return afterWord.startsWith("+") || afterWord.startsWith("=") ? afterWord.substring(0, 1) : "";
    }
}
