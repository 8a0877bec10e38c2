// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

/**
 * Text that is read a bounded number of times, so that an expression that backtracks without end is stopped instead of
 * holding up a conversion.
 */
final class PatientText implements CharSequence {
    private static final int LONGEST = 4096;
    private static final int MOST_READS = 2_000_000;

    private final String text;
    private int reads;

    PatientText(String text) {
        this.text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads++;
        if (reads > MOST_READS) {
            throw new TooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** An expression that needs too many steps; rules are tested before they are used, so this is rare. */
    static final class TooSlow extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("A regular expression of the rules needs too many steps; make it simpler, without nested repeats");
        }
    }
}
