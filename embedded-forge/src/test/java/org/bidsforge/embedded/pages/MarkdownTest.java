// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownTest {
    private static final String FORGE = "http://forge.test:8480";
    private static final String PICTURE = "/attachments/0f0e0d0c-1111-2222-3333-444455556666";
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)>");
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private final Markdown markdown = new Markdown(new Addresses(FORGE));

    @Test
    void showsTablesDetailsAndPicturesOfAReport() {
        String html = html("""
            <!-- bidsforge:report -->
            **Ready for review.**

            | Check | Result |
            | --- | --: |
            | Validation | 0 errors |

            <details open><summary>Series (1)</summary>

            - `bold` became<br>two files

            </details>

            <img src="%s%s" alt="T1w" width="760">
            """.formatted(FORGE, PICTURE));

        assertThat(html)
                .contains("<strong>Ready for review.</strong>")
                .contains("<td class=\"num\">0 errors</td>")
                .contains("<details open><summary>Series (1)</summary>")
                .contains("<li><code>bold</code> became<br>two files</li>")
                .contains("<img src=\"" + PICTURE + "\" alt=\"T1w\" width=\"760\" loading=\"lazy\">")
                .doesNotContain("bidsforge:report");
    }

    @Test
    void wideTablesAndListingsCanBeReachedByKeyboard() {
        assertThat(html("| a | b |\n| - | - |\n| 1 | 2 |\n"))
                .contains("<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>")
                .contains("</table></div>");
        assertThat(html("```\nls\n```\n")).contains("<pre role=\"group\" aria-label=\"Listing\" tabindex=\"0\">");
    }

    @Test
    void headingsBeginWhereThePageWantsThemAndLeaveNoLevelOut() {
        assertThat(markdown.html("# One\n\n#### Two\n\n# Three\n\n<h5>Four</h5>\n", "/", 3))
                .contains("<h3>One</h3>", "<h4>Two</h4>", "<h3>Three</h3>", "<h4>Four</h4>");
    }

    @Test
    void linksLeadOutByHttpOrStayOnTheForge() {
        assertThat(html("[a](https://bids.example/x?y=1&z=2)"))
                .contains("<a href=\"https://bids.example/x?y=1&amp;z=2\">a</a>");
        assertThat(html("[a](" + FORGE + "/lab/study-bids)")).contains("<a href=\"/lab/study-bids\"");
        assertThat(html("[a](docs/how.md)")).contains("<a href=\"/lab/r/src/branch/main/docs/how.md\"");
    }

    @Test
    void whatIsNoLinkStaysAsText() {
        assertThat(html("[read me](javascript:alert(1))")).isEqualTo("<p>read me</p>\n");
    }

    @Test
    void picturesFromElsewhereAreNamedButNotFetched() {
        assertThat(html("![a brain](https://tracker.example/pixel.png)"))
                .isEqualTo("<p>[picture from elsewhere: a brain]</p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<ScRiPt src=//evil.example/x.js></sCrIpT >",
                "<script>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"" + PICTURE + "\" onload=\"alert(1)\">",
                "<img src='" + PICTURE + "\" onload=\"alert(1)' alt='\"><script>'>",
                "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<iframe src=https://evil.example></iframe>",
                "<object data=x></object><embed src=x>",
                "<style>body{display:none}</style>",
                "<link rel=stylesheet href=//evil.example><meta http-equiv=refresh content=0>",
                "<base href=//evil.example/>",
                "<form action=//evil.example><input name=token><button>Sign in</button></form>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"&#106;avascript:alert(1)\">x</a>",
                "<a href=\"java&#10;script:alert(1)\">x</a>",
                "<a href=\" javascript:alert(1)\">x</a>",
                "<a href=\"javascript&colon;alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\"//evil.example\">x</a>",
                "<a href=\"/\\evil.example\">x</a>",
                "<a href=\"\\\\evil.example\">x</a>",
                "[x](//evil.example)",
                "[x](<java\tscript:alert(1)>)",
                "[x](vbscript:x)",
                "<javascript:alert(1)>",
                "![x](data:image/svg+xml;base64,AAAA)",
                "![x](/user/login?code=abc)",
                "<table background=x style=color:red class=page-head id=main><tr><td>x",
                "</main></body></html>",
                "</details></details></div><p>",
                "<details><summary>",
                "<b><i></b></i><table><td><details></table>",
                "<!-- unfinished",
                "<a title='",
                "<img alt=\"`<script>`\" src=" + PICTURE + ">",
                "`<script>`\n\n    <script>indented</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<p/onclick=alert(1)>x",
                "<a\u0000href=javascript:alert(1)>x</a>",
                "<textarea><script>x</script></textarea>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<template><script>x</script></template>",
                "| a |\n| - |\n| <script>x</script> |\n"
            })
    void nothingOfAHostileTextActs(String source) {
        assertHarmless(html(source));
    }

    @Test
    void noMixtureOfHostilePiecesActs() {
        List<String> pieces = List.of(
                "<",
                ">",
                "\"",
                "'",
                "/",
                "=",
                "&",
                "&#60;",
                "script",
                "<script",
                "</script>",
                "<a href=",
                "<img src=x ",
                "javascript:",
                "onerror=",
                "<details",
                " open",
                "<table>",
                "</table>",
                "<td>",
                "<!--",
                "-->",
                "\n\n",
                "`",
                "[x](",
                ")",
                "![",
                "|",
                "\\",
                "<p",
                "\u0000",
                " ",
                "<svg",
                "<style>",
                "<h1>",
                "</h2>",
                "alert(1)",
                PICTURE);
        Random random = new Random(17);
        for (int i = 0; i < 3000; i++) {
            StringBuilder source = new StringBuilder();
            int length = 1 + random.nextInt(25);
            for (int j = 0; j < length; j++) {
                source.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertHarmless(html(source.toString()));
        }
    }

    @Test
    @Timeout(20)
    void textsMadeToBeSlowAreNot() {
        for (String piece :
                List.of("<a x=\"", "<script>", "[", "> ", "*a _b ", "![](", "<!--", "`", "<details>", "| ", "<a ")) {
            String source = piece.repeat(200_000 / piece.length());
            long start = System.nanoTime();
            assertThatNoException().isThrownBy(() -> html(source));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(5));
        }
    }

    private String html(String source) {
        return markdown.html(source, "/lab/r/src/branch/main/", 3);
    }

    private static void assertHarmless(String html) {
        assertThat(html).doesNotContain("\u0000");
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            assertThat(tag.group(2))
                    .as(html)
                    .matches(
                            "p|h[3-6]|ul|ol|li|blockquote|pre|code|kbd|em|strong|i|b|del|su[bp]|a|img|br|hr|table|thead|tbody|tr|th|td|details|summary|div");
            assertThat(tag.group(3))
                    .as(html)
                    .doesNotContainPattern(" (on[a-z]+|style|id|srcset|background|action|formaction)\\b");
            if (!tag.group(1).isEmpty()) {
                assertThat(open).as(html).isNotEmpty();
                assertThat(open.pop()).as(html).isEqualTo(tag.group(2));
            } else if (!List.of("img", "br", "hr").contains(tag.group(2))) {
                open.push(tag.group(2));
            }
        }
        assertThat(open).as(html).isEmpty();
        assertThat(TAG.matcher(html).replaceAll(""))
                .as("no other markup in " + html)
                .doesNotContain("<", ">");
        Matcher address = ADDRESS.matcher(html);
        while (address.find()) {
            assertThat(address.group(1)).as(html).matches("https?://.*|#.*|/(?![/\\\\]).*|/");
        }
    }
}
