// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import org.bidsforge.core.pipeline.Severity;

/** The form of test results that forges show: one test for each issue, of which errors fail. */
final class Junit {
    private Junit() {}

    static String write(Validator.Answer answer) {
        StringBuilder tests = new StringBuilder();
        int count = 0;
        int failures = 0;
        for (Issue issue : answer.issues()) {
            if (issue.severity() == Severity.NOTE) {
                continue;
            }
            count++;
            tests.append("    <testcase classname=\"bids\" name=\"")
                    .append(escape(issue.code()))
                    .append("\">\n");
            String places = String.join("\n", issue.places());
            if (issue.severity() == Severity.ERROR) {
                failures++;
                tests.append("      <failure message=\"")
                        .append(escape(issue.headline()))
                        .append("\">");
                tests.append(escape(places)).append("</failure>\n");
            } else {
                tests.append("      <system-out>").append(escape(issue.headline() + "\n" + places));
                tests.append("</system-out>\n");
            }
            tests.append("    </testcase>\n");
        }
        if (count == 0) {
            count = 1;
            tests.append("    <testcase classname=\"bids\" name=\"The dataset is valid\"/>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"bids-validator\" tests=\""
                + count + "\" failures=\"" + failures + "\">\n" + tests + "  </testsuite>\n</testsuites>\n";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c < 32 && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
        return escaped.toString();
    }
}
