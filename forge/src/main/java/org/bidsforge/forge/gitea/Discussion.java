// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.Attachment;
import org.bidsforge.forge.Comment;
import org.bidsforge.forge.ForgeException;
import org.jspecify.annotations.Nullable;

/** Comments and attachments of a pull request, which in Gitea are those of an issue. */
final class Discussion {
    private static final Pattern MARKER = Pattern.compile("[a-z0-9][a-z0-9:._/-]{0,99}");

    private final Wire wire;
    private volatile @Nullable String login;

    Discussion(Wire wire) {
        this.wire = wire;
    }

    private record Remark(
            long id, @Nullable String body, @Nullable Account user) {
        Comment toComment() {
            return new Comment(id, text());
        }

        String text() {
            return body == null ? "" : body;
        }

        boolean isBy(String someone) {
            return user != null && someone.equals(user.login());
        }
    }

    private record Asset(
            long id,
            String name,
            long size,
            @JsonProperty("browser_download_url") String url) {}

    private static String path(RepositoryName repository, long number, String what) {
        return Wire.path(repository, "issues", Long.toString(number), what);
    }

    private static String target(RepositoryName repository, long number) {
        return repository + " #" + number;
    }

    Comment upsert(RepositoryName repository, long number, String marker, String body) throws ForgeException {
        if (!MARKER.matcher(marker).matches()) {
            throw new IllegalArgumentException("A comment's marker must be a plain word: " + marker);
        }
        String firstLine = "<!-- " + marker + " -->";
        String whole = firstLine + "\n" + body;
        Optional<Remark> known = own(repository, number, firstLine);
        Map<String, Object> content = Map.of("body", whole);
        if (known.isEmpty()) {
            Call add =
                    Call.post(path(repository, number, "comments"), content, "comment on", target(repository, number));
            return wire.read(add, Remark.class).toComment();
        }
        if (known.get().text().equals(whole)) {
            return known.get().toComment();
        }
        String path = Wire.path(
                repository, "issues", "comments", Long.toString(known.get().id()));
        Call edit = Call.patch(path, content, "edit a comment on", target(repository, number));
        return wire.read(edit, Remark.class).toComment();
    }

    /** Only our own: a person who quotes the comment copies its marker too. */
    private Optional<Remark> own(RepositoryName repository, long number, String firstLine) throws ForgeException {
        String self = login();
        return remarks(repository, number).stream()
                .filter(remark -> remark.isBy(self) && remark.text().startsWith(firstLine))
                .min(Comparator.comparingLong(Remark::id));
    }

    private String login() throws ForgeException {
        String known = login;
        if (known == null) {
            known = Account.of(wire).login();
            login = known;
        }
        return known;
    }

    List<Comment> comments(RepositoryName repository, long number) throws ForgeException {
        return remarks(repository, number).stream()
                .map(Remark::toComment)
                .sorted(Comparator.comparingLong(Comment::id))
                .toList();
    }

    private List<Remark> remarks(RepositoryName repository, long number) throws ForgeException {
        // Asked for the comments of what does not exist Gitea breaks (500) instead of saying so.
        String request = Wire.path(repository, "pulls", Long.toString(number));
        wire.send(Call.get(request, "look for merge request", target(repository, number)))
                .orThrow();
        Call call = Call.get(path(repository, number, "comments"), "read the comments on", target(repository, number));
        return wire.list(call, Remark[].class);
    }

    Attachment attach(RepositoryName repository, long number, String name, byte[] content) throws ForgeException {
        for (Asset asset : assets(repository, number)) {
            if (asset.name().equals(name) && asset.size() == content.length) {
                return toAttachment(asset);
            }
        }
        Multipart form = new Multipart("attachment", name, ByteBuffer.wrap(content));
        String path = path(repository, number, "assets") + "?name=" + Wire.encode(name);
        Call call = Call.post(path, form, "attach " + name + " to", target(repository, number));
        return toAttachment(wire.read(call, Asset.class));
    }

    List<Attachment> attachments(RepositoryName repository, long number) throws ForgeException {
        return assets(repository, number).stream().map(this::toAttachment).toList();
    }

    private List<Asset> assets(RepositoryName repository, long number) throws ForgeException {
        Call call = Call.get(path(repository, number, "assets"), "list the attachments of", target(repository, number));
        return wire.list(call, Asset[].class).stream()
                .sorted(Comparator.comparingLong(Asset::id))
                .toList();
    }

    private Attachment toAttachment(Asset asset) {
        return new Attachment(asset.name(), asset.size(), wire.link(asset.url()).orElse(wire.base()));
    }
}
