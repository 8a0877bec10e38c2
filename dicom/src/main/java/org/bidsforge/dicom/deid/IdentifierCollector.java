// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/**
 * Gathers a session's identifiers from its headers, before they are de-identified: names, numbers, addresses, dates and
 * UIDs of every nesting level. Words of the vocabulary are left out, or a patient called "Test" would stop every
 * session.
 */
public final class IdentifierCollector {
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_NUMBER = 4;

    private static final Map<Integer, IdentifierKind> ATTRIBUTES = attributes();

    private final Vocabulary vocabulary;
    private final Set<String> allowed = new HashSet<>();
    private final Map<String, IdentifierKind> found = new LinkedHashMap<>();

    public IdentifierCollector(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Lets a text be published although it may be in a header, like the subject's label or the study's name. */
    public void allow(String text) {
        allowed.add(text.strip().toLowerCase(Locale.ROOT));
        words(text).forEach(word -> allowed.add(word.toLowerCase(Locale.ROOT)));
    }

    public void add(DataSet dataSet) {
        dataSet.walk(this::add);
    }

    /** Adds an identifier known from elsewhere, like a form. */
    public void add(String text, IdentifierKind kind) {
        switch (kind) {
            case NAME -> addName(text);
            case DATE -> Dates.spellings(text).forEach(date -> put(date, IdentifierKind.DATE));
            case ID, UID, DEVICE, PLACE, CONTACT -> put(text.strip(), kind);
        }
    }

    public IdentifierSet toSet() {
        List<IdentifierSet.Identifier> identifiers = new ArrayList<>();
        found.forEach((text, kind) -> {
            if (!allowed.contains(text.toLowerCase(Locale.ROOT))) {
                identifiers.add(new IdentifierSet.Identifier(text, kind));
            }
        });
        return new IdentifierSet(identifiers);
    }

    private void add(DataSet owner, Element element) {
        int tag = element.tag();
        IdentifierKind kind = ATTRIBUTES.get(tag);
        Vr vr = element.vr() == Vr.UN ? Dictionary.vr(tag) : element.vr();
        if (kind == null) {
            kind = switch (vr) {
                case PN -> IdentifierKind.NAME;
                case UI -> IdentifierKind.UID;
                case DA, DT -> IdentifierKind.DATE;
                default -> null;
            };
        }
        if (kind == null || (kind == IdentifierKind.UID && UidAttributes.areKept(tag))) {
            return;
        }
        for (String value : owner.getStrings(tag)) {
            add(value, kind);
        }
    }

    /** Each part, and the whole in the ways it is written, for parts too short to be looked for alone. */
    private void addName(String name) {
        words(name).forEach(word -> put(word, IdentifierKind.NAME));
        for (String group : name.split("=", -1)) {
            String[] parts = group.split("\\^", -1);
            if (parts.length > 1 && !parts[0].isBlank() && !parts[1].isBlank()) {
                String family = parts[0].strip();
                String given = parts[1].strip();
                for (String separator : List.of("^", " ", ", ", ",", "_")) {
                    put(family + separator + given, IdentifierKind.NAME);
                }
                put(given + " " + family, IdentifierKind.NAME);
            }
        }
    }

    private void put(String text, IdentifierKind kind) {
        boolean number = text.chars().allMatch(Character::isDigit);
        boolean foreign = text.chars().anyMatch(c -> c > 0x24F);
        int shortest = number ? SHORTEST_NUMBER : SHORTEST_WORD;
        if (text.length() < (foreign ? 2 : shortest) || isHarmless(text, kind)) {
            return;
        }
        found.putIfAbsent(text, kind);
    }

    private boolean isHarmless(String text, IdentifierKind kind) {
        return switch (kind) {
            case UID -> Pseudonyms.isStandard(text) || text.length() < IdentifierSet.SHORTEST_UID;
            case NAME, ID, DEVICE, PLACE, CONTACT -> isCommon(text);
            case DATE -> false;
        };
    }

    /** All of its words are protocol words or small numbers, or say that there is no name. */
    private boolean isCommon(String text) {
        return words(text).stream()
                .allMatch(word -> vocabulary.contains(word)
                        || word.matches("[0-9]{1,3}")
                        || word.matches(
                                "(?i)anonymous|anonymized|anonymised|anon|unknown|none|removed|subject|volunteer"));
    }

    private static List<String> words(String text) {
        return List.of(text.split("[^\\p{L}\\p{N}]+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<Integer, IdentifierKind> attributes() {
        Map<Integer, IdentifierKind> kinds = new LinkedHashMap<>();
        ConfidentialityTable.lines("identifiers.tsv", cells -> {
            int tag = Dictionary.tag(cells[0])
                    .orElseThrow(() -> new IllegalStateException("No such keyword: " + cells[0]));
            kinds.put(tag, IdentifierKind.valueOf(cells[1]));
        });
        kinds.put(Tag.PATIENT_NAME, IdentifierKind.NAME);
        return kinds;
    }
}
