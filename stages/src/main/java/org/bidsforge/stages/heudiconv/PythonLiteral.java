// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as Python writes them, which is how heudiconv's files hold them. */
final class PythonLiteral {
    private static final int MOST_DIGITS = 17;
    private static final int SMALLEST_PLAIN = -4;
    private static final int LARGEST_PLAIN = 15;

    private PythonLiteral() {}

    static String truth(boolean value) {
        return value ? "True" : "False";
    }

    /** The fewest digits that mean this number; Java 17 writes more than these for some. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        BigDecimal bare = shortest.stripTrailingZeros();
        int exponent = bare.precision() - bare.scale() - 1;
        if (bare.signum() != 0 && (exponent < SMALLEST_PLAIN || exponent > LARGEST_PLAIN)) {
            String mantissa = bare.scaleByPowerOfTen(-exponent).toPlainString();
            return String.format(Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = bare.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    static String text(String value) {
        char quote = value.contains("'") && !value.contains("\"") ? '"' : '\'';
        StringBuilder literal = new StringBuilder().append(quote);
        value.codePoints().forEach(point -> literal.append(character(point, quote)));
        return literal.append(quote).toString();
    }

    private static String character(int point, char quote) {
        if (point == quote || point == '\\') {
            return "\\" + (char) point;
        }
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> printable(point) ? Character.toString(point) : escaped(point);
        };
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static String escaped(int point) {
        if (point <= 0xFF) {
            return String.format(Locale.ROOT, "\\x%02x", point);
        }
        return String.format(Locale.ROOT, point <= 0xFFFF ? "\\u%04x" : "\\U%08x", point);
    }

    static String list(List<String> values) {
        return values.stream().map(PythonLiteral::text).collect(Collectors.joining(", ", "[", "]"));
    }

    static String tuple(List<String> values) {
        String close = values.size() == 1 ? ",)" : ")";
        return values.stream().map(PythonLiteral::text).collect(Collectors.joining(", ", "(", close));
    }
}
