// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.Comments;
import org.jspecify.annotations.Nullable;

/** Comments and attachments. */
public final class CommentJson {
    private final Links links;
    private final Comments comments;
    private final AccountJson accounts;

    public CommentJson(Links links, Comments comments) {
        this.links = links;
        this.comments = comments;
        this.accounts = new AccountJson(links);
    }

    public Shape of(Comment comment) {
        List<Map<String, @Nullable Object>> assets = comments.attachments(comment).stream()
                .map(attachment -> of(attachment).fields())
                .toList();
        String url = links.pull(comment.pull());
        return new Shape()
                .with("id", comment.id())
                .with("html_url", url + "#issuecomment-" + comment.id())
                .with("pull_request_url", url)
                .with("issue_url", "")
                .with("user", accounts.user(comment.author()))
                .with("original_author", "")
                .with("original_author_id", 0)
                .with("body", comment.body())
                .with("assets", assets)
                .at("created_at", comment.created())
                .at("updated_at", comment.updated());
    }

    public Shape of(Attachment attachment) {
        return new Shape()
                .with("id", attachment.id())
                .with("name", attachment.name())
                .with("size", attachment.size())
                .with("download_count", 0)
                .at("created_at", attachment.created())
                .with("uuid", attachment.uuid())
                .with("browser_download_url", links.base() + "/attachments/" + attachment.uuid());
    }
}
