// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Looks at pages in a real browser, in both themes, wide and narrow, with {@code script/check-pages.mjs}. */
final class PageCheck {
    private static final Path SCRIPT =
            Path.of("../script/check-pages.mjs").toAbsolutePath().normalize();
    private static final Path TOOLS = Path.of(Platform.CACHE, "tools/pages");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private PageCheck() {}

    /** What is wrong with the pages, one line for each problem; a link that signs in comes before what needs it. */
    static String problems(Shell shell, List<String> addresses) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isDirectory(TOOLS), "no page checker: script/bootstrap --test brings it");
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        Path screenshots = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
        List<String> command = new ArrayList<>(
                List.of("node", SCRIPT.toString(), TOOLS.toString(), CHROMIUM.toString(), screenshots.toString()));
        command.addAll(addresses);
        return shell.run(command.toArray(String[]::new));
    }
}
