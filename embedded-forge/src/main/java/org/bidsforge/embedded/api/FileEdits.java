// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.git.FileEdit;
import org.eclipse.jgit.lib.PersonIdent;

/** Reads the changes of files that a call asks for. */
final class FileEdits {
    private FileEdits() {}

    static FileEdit edit(JsonNode file) {
        String path = file.path("path").asText("");
        if (path.isEmpty() || path.startsWith("/") || file.hasNonNull("from_path")) {
            throw ApiProblem.of(422, "path is invalid [path: " + path + "]");
        }
        Optional<String> blob = Optional.of(file.path("sha").asText("")).filter(sha -> !sha.isEmpty());
        String operation = file.path("operation").asText("");
        if (!operation.equals("create") && blob.isEmpty()) {
            throw ApiProblem.of(422, "a file's SHA is required to " + operation + " it [path: " + path + "]");
        }
        return switch (operation) {
            case "create" -> new FileEdit.Create(path, decoded(file));
            case "update" -> new FileEdit.Update(path, decoded(file), blob);
            case "delete" -> new FileEdit.Delete(path, blob);
            default -> throw ApiProblem.of(422, "[Operation]: invalid operation " + operation);
        };
    }

    private static FileEdit.Content decoded(JsonNode file) {
        try {
            return content(Base64.getDecoder().decode(file.path("content").asText("")));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(
                    422, "content is no base64 [path: " + file.path("path").asText() + "]");
        }
    }

    static FileEdit.Content content(byte[] bytes) {
        return new FileEdit.Content(ByteBuffer.wrap(bytes));
    }

    static PersonIdent person(JsonNode body, String role, PersonIdent otherwise) {
        JsonNode given = body.path(role);
        String date = body.path("dates").path(role).asText("");
        try {
            Instant when = date.isEmpty()
                    ? otherwise.getWhenAsInstant()
                    : OffsetDateTime.parse(date).toInstant();
            return new PersonIdent(
                    given.path("name").asText(otherwise.getName()),
                    given.path("email").asText(otherwise.getEmailAddress()),
                    when,
                    ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw ApiProblem.of(422, "dates must be like 2026-01-01T00:00:00Z: " + date);
        }
    }

    static String message(List<FileEdit> edits) {
        return edits.size() == 1 ? "Change " + edits.get(0).path() : "Change " + edits.size() + " files";
    }
}
