// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Turns the Markdown of descriptions and comments into HTML that is safe and fits below a heading of level two. */
public final class Markdown {
    private static final int MAX_SOURCE = 200_000;
    private static final int FIRST_LEVEL = 3;
    private static final Pattern EMPTY_HEADER = Pattern.compile("<th(?: align=\"[a-z]+\")?></th>");

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final String base;

    /**
     * Makes a renderer.
     *
     * @param base the forge's own address: pictures from anywhere else are not shown
     */
    public Markdown(String base) {
        this.base = base;
    }

    public String html(String source) {
        String bounded = source.length() > MAX_SOURCE ? source.substring(0, MAX_SOURCE) : source;
        SafeHtml raw = new SafeHtml(this::ownPicture);
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .nodeRendererFactory(context -> new Nodes(context, raw))
                .build();
        String html = renderer.render(parser.parse(bounded)) + raw.closeAll();
        return focusable(EMPTY_HEADER.matcher(html).replaceAll("<td></td>"));
    }

    /** What may scroll sideways must be reachable by keyboard. Text is escaped, so these are tags indeed. */
    private static String focusable(String html) {
        return html.replace("<table>", "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>")
                .replace("</table>", "</table></div>")
                .replace("<pre>", "<pre role=\"group\" tabindex=\"0\" aria-label=\"Listing\">");
    }

    /** The path of a picture on this forge; empty for others. */
    private String ownPicture(String url) {
        String path = url.startsWith(base + "/") ? url.substring(base.length()) : url;
        return path.startsWith("/") && !path.startsWith("//") && !path.contains("\\") ? path : "";
    }

    static boolean safeLink(String url) {
        return url.startsWith("https://")
                || url.startsWith("http://")
                || url.startsWith("#")
                || (url.startsWith("/") && !url.startsWith("//"));
    }

    /** The kinds of nodes that are not rendered as they come. */
    private final class Nodes implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;
        private final SafeHtml raw;
        private final Deque<Integer> levels = new ArrayDeque<>();

        Nodes(HtmlNodeRendererContext context, SafeHtml raw) {
            this.context = context;
            this.html = context.getWriter();
            this.raw = raw;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Heading.class, HtmlBlock.class, HtmlInline.class, Image.class, Link.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof Heading heading) {
                heading(heading);
            } else if (node instanceof HtmlBlock block) {
                html.line();
                html.raw(raw.clean(block.getLiteral()));
                html.line();
            } else if (node instanceof HtmlInline inline) {
                html.raw(raw.clean(inline.getLiteral()));
            } else if (node instanceof Image image) {
                image(image);
            } else if (node instanceof Link link) {
                link(link);
            }
        }

        /** No level is left out, whatever the author wrote. */
        private void heading(Heading heading) {
            while (!levels.isEmpty() && levels.peek() >= heading.getLevel()) {
                levels.pop();
            }
            levels.push(heading.getLevel());
            String tag = "h" + Math.min(6, FIRST_LEVEL + levels.size() - 1);
            html.line();
            html.tag(tag);
            children(heading);
            html.tag("/" + tag);
            html.line();
        }

        private void image(Image image) {
            String path = ownPicture(image.getDestination());
            if (path.isEmpty()) {
                children(image);
                return;
            }
            html.tag("img", Map.of("src", path, "alt", altText(image)), true);
        }

        private void link(Link link) {
            boolean safe = safeLink(link.getDestination()) && link.getFirstChild() != null;
            if (safe) {
                html.tag("a", Map.of("href", link.getDestination(), "rel", "noreferrer"));
            }
            children(link);
            if (safe) {
                html.tag("/a");
            }
        }

        private void children(Node parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }

        private static String altText(Node node) {
            StringBuilder text = new StringBuilder();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                text.append(child instanceof Text words ? words.getLiteral() : altText(child));
            }
            return text.toString();
        }
    }
}
