// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StylesheetTest {
    private static final Pattern TOKENS = Pattern.compile(":root \\{([^}]*)}");
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})");
    private static final List<String> STATES = List.of("done", "warn", "run", "person", "fail", "wait");

    /** The colours of the light (0), dark (1) or printed (2) page, over those of the light one. */
    private static Map<String, String> colours(int theme) {
        Map<String, String> colours = new LinkedHashMap<>();
        Matcher blocks = TOKENS.matcher(Stylesheet.css());
        for (int block = 0; blocks.find(); block++) {
            if (block == 0 || block == theme) {
                Matcher colour = COLOUR.matcher(blocks.group(1));
                while (colour.find()) {
                    colours.put(colour.group(1), colour.group(2));
                }
            }
        }
        return colours;
    }

    /** The contrast of WCAG 2: relative luminances, the lighter over the darker. */
    private static double contrast(String a, String b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static void assertContrast(Map<String, String> colours, String text, String background, double least) {
        double contrast = contrast(colours.getOrDefault(text, ""), colours.getOrDefault(background, ""));
        assertThat(contrast).as(text + " on " + background).isGreaterThanOrEqualTo(least);
    }

    @Test
    void formulaAgreesWithTheKnownExtremes() {
        assertThat(contrast("000000", "ffffff")).isEqualTo(21.0);
        assertThat(contrast("777777", "777777")).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyTextCanBeReadInEveryTheme(int theme) {
        Map<String, String> colours = colours(theme);

        for (String background : List.of("bg", "surface")) {
            assertContrast(colours, "text", background, 7);
            assertContrast(colours, "muted", background, 4.5);
            assertContrast(colours, "link", background, 4.5);
            assertContrast(colours, "edge", background, 3);
        }
        assertContrast(colours, "on-button", "button", 4.5);
        for (String state : STATES) {
            assertContrast(colours, state, "bg", 4.5);
        }
    }

    @Test
    void holdsTheTokensOfTheDesign() {
        assertThat(colours(0)).containsEntry("done", "1f8551").containsEntry("fail", "951517");
        assertThat(colours(1)).containsEntry("bg", "0f1419").containsEntry("person", "b947fc");
    }

    @Test
    void staysSmallAndFetchesNothing() {
        assertThat(Stylesheet.css().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(15_000);
        assertThat(Stylesheet.css())
                .doesNotContain("@import")
                .doesNotContain("url(")
                .doesNotContain("@font-face");
    }

    @Test
    void everyStateHasItsColourIconAndWord() {
        for (State state : State.values()) {
            assertThat(Stylesheet.css()).contains("." + state.cssClass() + " {");
            assertThat(Icons.sheet()).contains("id=\"" + state.iconId() + "\"");
            assertThat(Icons.svg(state)).contains("aria-label=\"" + state.word() + "\"");
        }
        assertThat(Arrays.stream(State.values()).map(State::iconId).distinct()).hasSize(State.values().length);
    }

    @Test
    void labelsAreEscaped() {
        assertThat(Icons.svg(State.WAIT, "a<b>\"&")).contains("aria-label=\"a&lt;b&gt;&quot;&amp;\"");
    }
}
