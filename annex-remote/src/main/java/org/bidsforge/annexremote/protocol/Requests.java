// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.protocol.SpecialRemote.Availability;
import org.bidsforge.annexremote.protocol.SpecialRemote.Purpose;

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
            return request.command().equals("EXPORT") ? List.of() : List.of(failure(request, e));
        }
    }

    private List<String> call(Message request, Job job) throws IOException {
        return switch (request.command()) {
            case "INITREMOTE" -> initialize(job);
            case "PREPARE" -> {
                remote.prepare(job);
                yield List.of("PREPARE-SUCCESS");
            }
            case "TRANSFER" -> transfer(request, job);
            case "CHECKPRESENT" -> isPresent(key(request), job);
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
            case "CLAIMURL" -> List.of("CLAIMURL-FAILURE");
            case "CHECKURL" -> List.of("CHECKURL-FAILURE this remote claims no URLs");
            case "EXPORTSUPPORTED" ->
                List.of(remote.export().isPresent() ? "EXPORTSUPPORTED-SUCCESS" : "EXPORTSUPPORTED-FAILURE");
            case "EXPORT" -> {
                job.exportName(request.parameters());
                yield List.of();
            }
            case "TRANSFEREXPORT", "CHECKPRESENTEXPORT", "REMOVEEXPORT", "REMOVEEXPORTDIRECTORY", "RENAMEEXPORT" ->
                export(request, job);
            case "LISTCONFIGS" -> list(remote.settings(), "CONFIG %s %s", "CONFIGEND");
            case "GETINFO" -> list(remote.description(job), "INFOFIELD %s\nINFOVALUE %s", "INFOEND");
            default -> List.of(UNSUPPORTED);
        };
    }

    private List<String> initialize(Job job) throws IOException {
        job.initializing(true);
        try {
            remote.initialize(job);
        } finally {
            job.initializing(false);
        }
        return List.of("INITREMOTE-SUCCESS");
    }

    private List<String> transfer(Message request, Job job) throws IOException {
        String[] words = request.parameters(3);
        String key = words[1];
        Path file = ByteText.path(words[2]);
        if (words[0].equals("STORE")) {
            remote.store(job, key, file);
            return List.of("TRANSFER-SUCCESS STORE " + key);
        }
        if (!words[0].equals("RETRIEVE")) {
            return List.of(UNSUPPORTED);
        }
        Optional<String> referral =
                referral(key, job, Extension.TRANSFER_RETRIEVE_URL, "TRANSFER-RETRIEVE-URL " + key + " ");
        if (referral.isPresent()) {
            return List.of(referral.get());
        }
        remote.retrieve(job, key, file);
        return List.of("TRANSFER-SUCCESS RETRIEVE " + key);
    }

    private List<String> isPresent(String key, Job job) throws IOException {
        Optional<String> referral = referral(key, job, Extension.CHECKPRESENT_URL, "CHECKPRESENT-URL " + key + " ");
        if (referral.isPresent()) {
            return List.of(referral.get());
        }
        return List.of((remote.isPresent(job, key) ? "CHECKPRESENT-SUCCESS " : "CHECKPRESENT-FAILURE ") + key);
    }

    /** The answer that sends git-annex elsewhere, if the remote knows where and git-annex knows such answers. */
    private Optional<String> referral(String key, Job job, Extension url, String answer) throws IOException {
        if (!job.has(url) && !job.has(Extension.DELEGATE)) {
            return Optional.empty();
        }
        Referral referral = remote.referral(
                        job, key, url == Extension.CHECKPRESENT_URL ? Purpose.LOOK : Purpose.RETRIEVE)
                .orElse(null);
        if (referral instanceof Referral.Url there && job.has(url)) {
            return Optional.of(answer + there.url());
        }
        if (referral instanceof Referral.Remote other && job.has(Extension.DELEGATE)) {
            StringBuilder line = new StringBuilder("DELEGATE");
            other.settings()
                    .forEach((name, value) ->
                            line.append(' ').append(name).append('=').append(value));
            return Optional.of(line.toString());
        }
        return Optional.empty();
    }

    private List<String> export(Message request, Job job) throws IOException {
        Optional<ExportedTree> tree = remote.export();
        if (tree.isEmpty()) {
            return List.of(UNSUPPORTED);
        }
        return ExportRequests.answer(tree.get(), request, job).map(List::of).orElse(List.of(UNSUPPORTED));
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
            case "TRANSFER", "TRANSFEREXPORT" ->
                words.length < 2 ? UNSUPPORTED : "TRANSFER-FAILURE " + words[0] + " " + words[1] + " " + reason;
            case "CHECKPRESENT", "CHECKPRESENTEXPORT" -> "CHECKPRESENT-UNKNOWN " + request.parameters() + " " + reason;
            case "REMOVE", "REMOVEEXPORT" -> "REMOVE-FAILURE " + request.parameters() + " " + reason;
            case "REMOVEEXPORTDIRECTORY" -> "REMOVEEXPORTDIRECTORY-FAILURE";
            case "RENAMEEXPORT" -> "RENAMEEXPORT-FAILURE " + words[0];
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
