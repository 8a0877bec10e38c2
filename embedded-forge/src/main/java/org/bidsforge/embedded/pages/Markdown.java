// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns the Markdown of descriptions, comments and readmes into HTML that is safe in a page. */
final class Markdown {
    private static final int MAX_SOURCE = 200_000;
    private static final int MAX_NESTING = 50;
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Addresses addresses;
    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    Markdown(Addresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Renders a text.
     *
     * @param folder what relative links begin at
     * @param firstLevel of its headings
     */
    String html(String source, String folder, int firstLevel) {
        String bounded = source.length() > MAX_SOURCE ? source.substring(0, MAX_SOURCE) : source;
        return HtmlCleaner.clean(renderer.render(parser.parse(bounded)), addresses, folder, firstLevel);
    }
}
