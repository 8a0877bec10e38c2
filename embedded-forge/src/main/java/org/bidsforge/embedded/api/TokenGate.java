// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.util.Optional;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.git.GitGate;
import org.bidsforge.embedded.store.Protection;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** Lets git in by token, and protects what must not be lost. */
public final class TokenGate implements GitGate {
    private final Tables tables;
    private final Authentication authentication;
    private final Announcer announcer;

    public TokenGate(Tables tables, Authentication authentication, Announcer announcer) {
        this.tables = tables;
        this.authentication = authentication;
        this.announcer = announcer;
    }

    @Override
    public Admission admit(String owner, String name, @Nullable String authorization, boolean write) {
        Optional<Caller> caller;
        try {
            caller = authentication.of(authorization);
        } catch (ApiProblem e) {
            return new Closed(401, "The token is not known");
        }
        Optional<StoredRepository> repository = tables.repositories().find(owner, name);
        boolean needsToken = write || repository.map(StoredRepository::closed).orElse(true);
        if (caller.isEmpty()) {
            return needsToken ? new Closed(401, "A token is required") : open(repository.orElseThrow(), caller);
        }
        if (repository.isEmpty() || !caller.get().reaches(repository.get())) {
            return new Closed(404, "There is no repository " + owner + "/" + name);
        }
        if (!caller.get().token().allows("repository", write)) {
            return new Closed(403, "The token does not allow this");
        }
        return open(repository.get(), caller);
    }

    private Open open(StoredRepository repository, Optional<Caller> caller) {
        return new Open(repository, new Pushes() {
            @Override
            public Optional<String> refusal(String ref, Kind kind) {
                return TokenGate.this.refusal(repository, ref, kind);
            }

            @Override
            public void pushed() {
                announcer.announce(repository, caller.orElseThrow().actor());
            }
        });
    }

    private Optional<String> refusal(StoredRepository repository, String ref, Kind kind) {
        if (ref.startsWith(Constants.R_TAGS)) {
            return Optional.empty();
        }
        if (!ref.startsWith(Constants.R_HEADS)) {
            return Optional.of("only branches and tags can be pushed");
        }
        String branch = ref.substring(Constants.R_HEADS.length());
        Optional<Protection> rule = tables.protections().covering(repository, branch);
        boolean kept = branch.equals("git-annex") || rule.isPresent();
        boolean loses = kind == Kind.REWRITE || kind == Kind.DELETE;
        if (kept && loses) {
            return Optional.of("the branch is protected: it only goes forward");
        }
        if (kind == Kind.DELETE && branch.equals(repository.defaultBranch())) {
            return Optional.of("the default branch cannot be deleted");
        }
        return rule.filter(present -> !present.allowsPush())
                .map(present -> "Not allowed to push to protected branch " + branch);
    }
}
