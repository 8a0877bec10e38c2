// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.annexremote.protocol.SpecialRemote.Availability;

/** Turns each request into a call of the remote, and what comes of it into the answer. */
final class Requests {
    private static final String UNSUPPORTED = "UNSUPPORTED-REQUEST";

    private final SpecialRemote remote;

    Requests(SpecialRemote remote) {
        this.remote = remote;
    }

    /** The lines of the answer; there always is one, whatever the remote throws: git-annex would wait for ever. */
    @SuppressWarnings("CatchingUnchecked") // The edge: an error of the program is an answer, too.
    List<String> answer(Message request, Job job) {
        try {
            return call(request, job);
        } catch (Exception | Error e) {
            return List.of(failure(request, e));
        }
    }

    private List<String> call(Message request, Job job) throws IOException {
        return switch (request.command()) {
            case "INITREMOTE" -> {
                remote.initialize(job);
                yield List.of("INITREMOTE-SUCCESS");
            }
            case "PREPARE" -> {
                remote.prepare(job);
                yield List.of("PREPARE-SUCCESS");
            }
            case "TRANSFER" -> transfer(request, job);
            case "CHECKPRESENT" -> {
                boolean present = remote.isPresent(job, key(request));
                yield List.of((present ? "CHECKPRESENT-SUCCESS " : "CHECKPRESENT-FAILURE ") + key(request));
            }
            case "REMOVE" -> {
                remote.remove(job, key(request));
                yield List.of("REMOVE-SUCCESS " + key(request));
            }
            case "WHEREIS" ->
                List.of(remote.whereIs(key(request))
                        .map(place -> "WHEREIS-SUCCESS " + ByteText.ofMessage(place))
                        .orElse("WHEREIS-FAILURE"));
            case "GETCOST" -> List.of("COST " + remote.cost());
            case "GETAVAILABILITY" -> List.of("AVAILABILITY " + availability(job));
            case "GETORDERED" -> List.of("ORDERED");
            case "EXPORTSUPPORTED" -> List.of("EXPORTSUPPORTED-FAILURE");
            case "LISTCONFIGS" -> list(remote.settings(), "CONFIG %s %s", "CONFIGEND");
            case "GETINFO" -> list(remote.description(job), "INFOFIELD %s\nINFOVALUE %s", "INFOEND");
            default -> List.of(UNSUPPORTED);
        };
    }

    private List<String> transfer(Message request, Job job) throws IOException {
        String[] words = request.parameters(3);
        switch (words[0]) {
            case "STORE" -> remote.store(job, words[1], ByteText.path(words[2]));
            case "RETRIEVE" -> remote.retrieve(job, words[1], ByteText.path(words[2]));
            default -> {
                return List.of(UNSUPPORTED);
            }
        }
        return List.of("TRANSFER-SUCCESS " + words[0] + " " + words[1]);
    }

    private static String key(Message request) throws ProtocolException {
        return request.parameters(1)[0];
    }

    private Availability availability(Job job) {
        Availability availability = remote.availability();
        boolean tooNew = availability == Availability.UNAVAILABLE && !job.has(Extension.UNAVAILABLERESPONSE);
        return tooNew ? Availability.LOCAL : availability;
    }

    private static List<String> list(Map<String, String> values, String lines, String end) {
        List<String> answer = new ArrayList<>();
        values.forEach((name, value) -> answer.addAll(
                List.of(lines.formatted(name, ByteText.ofMessage(value)).split("\n", -1))));
        answer.add(end);
        return answer;
    }

    private static String failure(Message request, Throwable e) {
        String reason = ByteText.ofMessage(reason(e));
        String[] words = request.parameters().split(" ", 3);
        return switch (request.command()) {
            case "INITREMOTE", "PREPARE" -> request.command() + "-FAILURE " + reason;
            case "TRANSFER" ->
                words.length < 2 ? UNSUPPORTED : "TRANSFER-FAILURE " + words[0] + " " + words[1] + " " + reason;
            case "CHECKPRESENT" -> "CHECKPRESENT-UNKNOWN " + request.parameters() + " " + reason;
            case "REMOVE" -> "REMOVE-FAILURE " + request.parameters() + " " + reason;
            case "WHEREIS" -> "WHEREIS-FAILURE";
            default -> UNSUPPORTED;
        };
    }

    private static String reason(Throwable e) {
        boolean expected = e instanceof IOException || e instanceof IllegalArgumentException;
        String message = e.getMessage();
        return expected && message != null && !message.isBlank() ? message : String.valueOf(e);
    }
}
