// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a commit message says about the command that made the commit, so that {@code datalad rerun} can repeat it.
 *
 * <p>The record must be the first thing in the message and its parent the only one; a squash merge destroys it.
 *
 * @param dsid the id of the dataset in which the command ran
 * @param cmd may name {@code {inputs}} and {@code {outputs}}
 * @param pwd the folder in which the command ran, relative to the dataset
 * @param chain the commits of earlier runs of the same record
 */
public record RunRecord(
        String dsid,
        String cmd,
        List<String> inputs,
        List<String> outputs,
        String pwd,
        List<String> extraInputs,
        int exit,
        List<String> chain) {
    private static final String PREFIX = "[DATALAD RUNCMD] ";
    private static final String BELOW = "=== Do not change lines below ===";
    private static final String ABOVE = "^^^ Do not change lines above ^^^";
    private static final Pattern MESSAGE = Pattern.compile(
            Pattern.quote(PREFIX) + "(.*)" + Pattern.quote(BELOW + "\n") + "(.*)" + Pattern.quote("\n" + ABOVE) + ".*",
            Pattern.DOTALL);
    private static final Pattern TRAILER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    public RunRecord {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        extraInputs = List.copyOf(extraInputs);
        chain = List.copyOf(chain);
    }

    /** A command that ran in the dataset's root and succeeded. */
    public static RunRecord of(String dsid, String cmd, List<String> inputs, List<String> outputs) {
        return new RunRecord(dsid, cmd, inputs, outputs, ".", List.of(), 0, List.of());
    }

    /**
     * The whole commit message.
     *
     * @param humanText one or more lines for people, before the record
     * @param trailers git trailers after the record, in their order; DataLad neither reads nor keeps them
     */
    public String message(String humanText, Map<String, String> trailers) {
        String text = humanText.strip();
        if (text.isEmpty() || text.contains(BELOW) || text.contains("\r")) {
            throw new IllegalArgumentException(
                    "A run's text must be lines of text without the record's marks: " + text);
        }
        StringBuilder message = new StringBuilder();
        message.append(PREFIX).append(text).append("\n\n").append(BELOW).append('\n');
        message.append(RunRecordJson.write(this)).append('\n').append(ABOVE).append('\n');
        if (!trailers.isEmpty()) {
            message.append('\n');
            trailers.forEach(
                    (name, value) -> message.append(trailer(name, value)).append('\n'));
        }
        return message.toString();
    }

    private static String trailer(String name, String value) {
        if (!TRAILER.matcher(name).matches() || value.chars().anyMatch(c -> c < 32) || value.contains(ABOVE)) {
            throw new IllegalArgumentException("A trailer must be one line, Name: value: " + name + ": " + value);
        }
        return name + ": " + value;
    }

    /** The record in a commit message, read as leniently as DataLad does; nothing when there is none. */
    public static Optional<RunRecord> parse(String message) {
        Matcher parts = MESSAGE.matcher(message);
        return parts.matches() ? RunRecordJson.read(parts.group(2)) : Optional.empty();
    }

    /** The text for people in a run's commit message. */
    public static Optional<String> humanText(String message) {
        Matcher parts = MESSAGE.matcher(message);
        return parts.matches() ? Optional.of(parts.group(1).strip()) : Optional.empty();
    }
}
