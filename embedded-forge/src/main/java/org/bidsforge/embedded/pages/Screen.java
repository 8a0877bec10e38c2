// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.StoredRepository;

/** Renders templates and sends them with the headers that keep pages safe. */
final class Screen {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Screen.class.getClassLoader(), "org.bidsforge.embedded.pages.templates");

    Frame frame(Context context, String title, Frame.Crumb... crumbs) {
        Visitor visitor = Visitor.of(context);
        return new Frame(title, List.of(crumbs), visitor.name(), visitor.formToken());
    }

    /** The way to a page of a repository. */
    Frame frame(Context context, StoredRepository repository, String title, Frame.Crumb... more) {
        Frame.Crumb[] crumbs = new Frame.Crumb[more.length + 1];
        crumbs[0] = new Frame.Crumb(repository.fullName(), "/" + repository.fullName());
        System.arraycopy(more, 0, crumbs, 1, more.length);
        return frame(context, title, crumbs);
    }

    void show(Context context, String template, Frame frame, Map<String, Object> model) {
        Map<String, Object> parameters = new HashMap<>(model);
        parameters.put("frame", frame);
        StringOutput output = new StringOutput();
        engine.render(template, parameters, output);
        secure(context);
        context.html(output.toString());
    }

    static void secure(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }
}
