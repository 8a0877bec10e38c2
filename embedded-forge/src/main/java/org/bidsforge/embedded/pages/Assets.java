// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bidsforge.core.pages.Icons;
import org.bidsforge.core.pages.Stylesheet;
import org.bidsforge.embedded.store.Tokens;

/** The stylesheet and the icons: those of all programs and what the forge's pages have beyond them. */
public final class Assets {
    /** What the pages have beyond the common stylesheet. */
    static final String CSS = packed(Stylesheet.css() + text("forge.css"));

    static final String ICON = text("icon.svg");

    private static final String SYMBOLS = Icons.sheet() + text("symbols.svg");
    // Another address for another content, so that browsers may keep it.
    private static final String STYLESHEET = "/assets/forge-" + Tokens.hash(CSS).substring(0, 12) + ".css";

    private Assets() {}

    public static String stylesheet() {
        return STYLESHEET;
    }

    /** All symbols; they stand once in a page. */
    public static String symbols() {
        return SYMBOLS;
    }

    /** A symbol beside a word that says the same. */
    public static String symbol(String name) {
        return "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-" + name + "\"/></svg>";
    }

    /** Without comments and the space that only people need. */
    private static String packed(String css) {
        return css.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("\\s*([{};,])\\s*", "$1")
                .strip();
    }

    private static String text(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The program must contain its own resource: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the program's own resource " + name, e);
        }
    }
}
