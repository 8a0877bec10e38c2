// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Fills templates and sends them with the headers that keep pages safe. */
final class Screen {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Screen.class.getClassLoader(), "org.bidsforge.embedded.pages.templates");

    void show(Context context, String template, Frame frame, Object view) {
        StringOutput output = new StringOutput();
        engine.render(template, Map.of("frame", frame, "view", view), output);
        secure(context);
        context.contentType("text/html; charset=utf-8").result(output.toString());
    }

    static void secure(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    /** For what others have made: shown by itself, it may do nothing at all. */
    static void secureForeign(Context context) {
        secure(context);
        context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }
}
