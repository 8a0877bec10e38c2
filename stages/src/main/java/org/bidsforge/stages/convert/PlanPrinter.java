// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.source.SeriesRow;

/** Plans for people and for programs. */
final class PlanPrinter {
    private static final Set<String> NUMBERS = Set.of(
            "total_files_till_now",
            "series_files",
            "dim1",
            "dim2",
            "dim3",
            "dim4",
            "TR",
            "TE",
            "series_number",
            "frames",
            "volumes",
            "echoes");
    private static final Set<String> TRUTHS = Set.of("is_motion_corrected", "is_derived");
    private static final Set<String> LISTS = Set.of("image_type", "echo_times", "parts", "b_values");
    private static final String BESIDE = "                ";

    private PlanPrinter() {}

    /** The tree as a difference to the one that is there, and for each name the rule that made it. */
    static void difference(Plan plan, PrintWriter out) {
        if (!plan.problem().isEmpty()) {
            out.println("A person must decide: " + plan.problem());
            return;
        }
        out.println(plan.session() + ": planned, nothing was converted");
        Map<String, Plan.Row> makers = new HashMap<>();
        plan.rows().forEach(row -> row.files().forEach(file -> makers.put(file, row)));
        for (Plan.Change change : plan.changes()) {
            out.println("  " + change.sign() + " " + change.path());
            Plan.Row maker = makers.get(change.path());
            if (maker != null) {
                out.println(BESIDE + title(maker) + ", by " + maker.trace().rule());
                why(maker, out);
            }
        }
        for (Plan.Row row : plan.rows()) {
            if (row.files().isEmpty()) {
                String rule =
                        row.trace().rule().isEmpty() ? "" : " (" + row.trace().rule() + ")";
                out.println("  . " + title(row) + ": " + row.reason() + rule);
                why(row, out);
            }
        }
        for (Finding finding : plan.findings()) {
            out.println(finding.severity() + " " + finding.code() + ": " + finding.evidence());
        }
    }

    private static void why(Plan.Row row, PrintWriter out) {
        for (RuleSet.Passed passed : row.trace().passed()) {
            out.println(BESIDE + "not by " + passed.rule() + ": " + passed.why());
        }
    }

    private static String title(Plan.Row row) {
        return "series " + cell(row.series(), "series_number") + " " + cell(row.series(), "protocol_name");
    }

    /** One line for each series. */
    static void table(Plan plan, PrintWriter out) {
        out.println(plan.session().isEmpty() ? "A person must decide: " + plan.problem() : plan.session());
        if (!plan.rows().isEmpty()) {
            out.println(" no  files  dim1 dim2 dim3 dim4      TR       TE  protocol -> becomes (rule)");
        }
        for (Plan.Row row : plan.rows()) {
            SeriesRow series = row.series();
            String becomes = row.files().isEmpty()
                    ? row.reason()
                    : row.files().get(0)
                            + (row.files().size() > 1 ? " and " + (row.files().size() - 1) + " more" : "");
            String rule = row.trace().rule().isEmpty() ? "" : " (" + row.trace().rule() + ")";
            out.printf(
                    Locale.ROOT,
                    "%3s %6s %5s %4s %4s %4s %7s %8s  %s -> %s%s%n",
                    cell(series, "series_number"),
                    cell(series, "series_files"),
                    cell(series, "dim1"),
                    cell(series, "dim2"),
                    cell(series, "dim3"),
                    cell(series, "dim4"),
                    cell(series, "TR"),
                    cell(series, "TE"),
                    cell(series, "protocol_name"),
                    becomes,
                    rule);
        }
    }

    private static String cell(SeriesRow row, String field) {
        return String.join(",", row.cells().getOrDefault(field, List.of()));
    }

    static String json(List<Plan> plans) {
        ObjectNode root = Json.object();
        ArrayNode sessions = root.putArray("sessions");
        for (Plan plan : plans) {
            ObjectNode session = sessions.addObject();
            session.put("session", plan.session());
            session.put("problem", plan.problem());
            ArrayNode series = session.putArray("series");
            plan.rows().forEach(row -> row(row, series.addObject()));
            ArrayNode changes = session.putArray("changes");
            plan.changes()
                    .forEach(change -> changes.addObject()
                            .put("change", String.valueOf(change.sign()))
                            .put("path", change.path()));
        }
        return Json.write(root);
    }

    private static void row(Plan.Row row, ObjectNode json) {
        row.series().cells().forEach((field, values) -> {
            if (LISTS.contains(field)) {
                ArrayNode list = json.putArray(field);
                values.forEach(list::add);
            } else if (values.isEmpty()) {
                json.putNull(field);
            } else if (NUMBERS.contains(field)) {
                json.put(field, new java.math.BigDecimal(values.get(0)));
            } else if (TRUTHS.contains(field)) {
                json.put(field, Boolean.parseBoolean(values.get(0)));
            } else {
                json.put(field, String.join("\\", values));
            }
        });
        ArrayNode files = json.putArray("files");
        row.files().forEach(files::add);
        json.put("reason", row.reason());
        json.put("rule", row.trace().rule());
        ArrayNode passed = json.putArray("not_by");
        row.trace()
                .passed()
                .forEach(one -> passed.addObject().put("rule", one.rule()).put("why", one.why()));
    }
}
