// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bidsforge.core.bids.SchemaCheck;
import org.bidsforge.core.bids.SchemaRules.Level;
import org.bidsforge.core.bids.expression.Expression;
import org.bidsforge.core.bids.expression.Scope;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;

/** What the schema has to say against the images of a session and their sidecars; equal findings are told once. */
public final class SchemaFindings {
    private static final int LONGEST_VALUE = 60;
    private static final int LONGEST_MESSAGE = 300;
    private static final String GIVE =
            "DICOM does not say this. Give it for the study under sidecars: in .bidsforge/rules.yml.";

    private final SessionScope session;
    private final Predicate<String> withheld;

    /** {@code withheld} tells keys that are left out on purpose and so not missed. */
    public SchemaFindings(SessionScope session, Predicate<String> withheld) {
        this.session = session;
        this.withheld = withheld;
    }

    /** A finding before it has a place: images with the same one share it. */
    private record Told(String code, Severity severity, String evidence, String remedy) {}

    /** {@code sidecars} by the path of the image. */
    public List<Finding> of(List<NamedImage> images, Map<String, ObjectNode> sidecars) {
        Map<Told, List<String>> told = new LinkedHashMap<>();
        Map<String, Set<String>> recommended = new TreeMap<>();
        for (NamedImage image : images) {
            ObjectNode sidecar = Optional.ofNullable(sidecars.get(image.path())).orElseThrow();
            Scope scope = session.of(image, sidecar);
            Map<Level, Set<String>> keys = session.rules().keysByLevel(scope);
            Set<String> missing = missing(keys, Level.REQUIRED, sidecar);
            if (!missing.isEmpty()) {
                tell(
                        told,
                        image,
                        new Told(
                                "sidecar-key-required",
                                Severity.WARNING,
                                "BIDS requires " + String.join(", ", missing) + ".",
                                GIVE));
            }
            recommended
                    .computeIfAbsent(image.datatype() + "/" + image.name().suffix(), any -> new TreeSet<>())
                    .addAll(missing(keys, Level.RECOMMENDED, sidecar));
            sidecar.properties()
                    .forEach(key -> session.rules()
                            .sidecarKeys()
                            .problem(key.getKey(), key.getValue())
                            .ifPresent(problem -> tell(told, image, invalid(problem, key.getValue()))));
            for (SchemaCheck check : session.rules().broken(scope)) {
                tell(told, image, broken(check, scope));
            }
        }
        List<Finding> findings = new ArrayList<>();
        told.forEach((one, paths) -> findings.add(finding(one, paths)));
        recommended(recommended).ifPresent(findings::add);
        if (!session.rules().notUnderstood().isEmpty()) {
            findings.add(new Finding(
                    "schema-rule-not-understood",
                    Severity.NOTE,
                    Optional.empty(),
                    "Not checked: " + String.join("; ", session.rules().notUnderstood()) + ".",
                    "Take the schema that the toolbox brings."));
        }
        return findings;
    }

    private static Told invalid(String problem, JsonNode value) {
        return new Told(
                "sidecar-value-invalid",
                Severity.WARNING,
                "By BIDS " + problem + "; it is " + brief(value) + ".",
                "Give the right value under sidecars: in .bidsforge/rules.yml, or null to leave the key out.");
    }

    private Set<String> missing(Map<Level, Set<String>> keys, Level level, ObjectNode sidecar) {
        return keys.getOrDefault(level, Set.of()).stream()
                .filter(key -> !sidecar.has(key) && !withheld.test(key))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void tell(Map<Told, List<String>> told, NamedImage image, Told one) {
        told.computeIfAbsent(one, any -> new ArrayList<>()).add(image.path());
    }

    private static Told broken(SchemaCheck check, Scope scope) {
        Expression condition = check.broken(scope).orElseThrow();
        String values = condition.asked(scope).entrySet().stream()
                .map(one -> one.getKey() + " is " + brief(one.getValue()))
                .collect(Collectors.joining(", "));
        String text = condition.toString().strip().replaceAll("\\s+", " ");
        return new Told(
                check.code(),
                Severity.WARNING,
                "BIDS " + (check.error() ? "requires " : "recommends ") + text + "; " + values + ".",
                check.message().length() > LONGEST_MESSAGE
                        ? check.message().substring(0, LONGEST_MESSAGE) + " .."
                        : check.message());
    }

    private static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "null" : value.toString();
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + " .." : text;
    }

    private static Finding finding(Told told, List<String> paths) {
        String others = paths.size() > 1
                ? " The same holds for " + (paths.size() - 1) + " more: "
                        + paths.stream()
                                .skip(1)
                                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                                .collect(Collectors.joining(", "))
                        + "."
                : "";
        return new Finding(
                told.code(), told.severity(), Optional.of(paths.get(0)), told.evidence() + others, told.remedy());
    }

    private static Optional<Finding> recommended(Map<String, Set<String>> missing) {
        missing.values().removeIf(Set::isEmpty);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String evidence = missing.entrySet().stream()
                .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
                .collect(Collectors.joining("; "));
        return Optional.of(new Finding(
                "sidecar-key-recommended",
                Severity.NOTE,
                Optional.empty(),
                "BIDS recommends keys that some images lack. " + evidence + ".",
                GIVE));
    }
}
