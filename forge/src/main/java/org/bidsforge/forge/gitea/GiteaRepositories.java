// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Repositories;
import org.bidsforge.forge.Repository;
import org.jspecify.annotations.Nullable;

/** Organisations, repositories, branches and files of Gitea. */
final class GiteaRepositories implements Repositories {
    private static final int LONGEST_FILE = 4 << 20;

    private final Wire wire;

    GiteaRepositories(Wire wire) {
        this.wire = wire;
    }

    private record Repo(
            @JsonProperty("full_name") String fullName,
            @JsonProperty("default_branch") @Nullable String defaultBranch,
            boolean empty,
            @JsonProperty("html_url") String page,
            @JsonProperty("clone_url") String cloneUrl) {
        Repository toRepository() {
            return new Repository(
                    RepositoryName.parse(fullName),
                    defaultBranch == null ? "" : defaultBranch,
                    empty,
                    URI.create(page),
                    URI.create(cloneUrl));
        }
    }

    record Branch(String name, Commit commit) {
        record Commit(String id) {}
    }

    private record Content(
            @Nullable String type, long size, @Nullable String content) {}

    private record Protection(
            @JsonProperty("rule_name") @Nullable String rule) {}

    @Override
    public boolean ensureOrganisation(String organisation) throws ForgeException {
        String known = "/orgs/" + Wire.encode(organisation);
        if (wire.send(Call.get(known, "look for organisation", organisation)).succeeded()) {
            return false;
        }
        Map<String, Object> wanted = Map.of("username", organisation, "visibility", "private");
        Answer answer = wire.send(
                Call.post("/orgs", wanted, "create organisation", organisation).repeated(Call.Repeat.ALWAYS));
        // Two callers at once, or a lost answer: the second is told that the name is taken.
        if (answer.status() == 422
                && wire.send(Call.get(known, "look for organisation", organisation))
                        .succeeded()) {
            return false;
        }
        answer.orThrow();
        return true;
    }

    @Override
    public Repository ensure(RepositoryName name, String defaultBranch, String description) throws ForgeException {
        Optional<Repository> known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, Object> wanted = new TreeMap<>(Map.of(
                "name", name.name(), "private", true, "default_branch", defaultBranch, "description", description));
        Call create = Call.post("/orgs/" + Wire.encode(name.owner()) + "/repos", wanted, "create", name.fullName());
        Answer answer = wire.send(create.repeated(Call.Repeat.ALWAYS));
        if (answer.status() != 409) {
            answer.orThrow();
        }
        return mergeCommitsOnly(name);
    }

    /** Squashing or rebasing would cut the run records from the data they made. */
    private Repository mergeCommitsOnly(RepositoryName name) throws ForgeException {
        Map<String, Object> settings = new TreeMap<>(Map.of(
                "allow_squash_merge",
                false,
                "allow_rebase",
                false,
                "allow_rebase_explicit",
                false,
                "allow_merge_commits",
                true,
                "default_merge_style",
                "merge"));
        return wire.read(Call.patch(Wire.path(name), settings, "set up", name.fullName()), Repo.class)
                .toRepository();
    }

    @Override
    public Optional<Repository> find(RepositoryName name) throws ForgeException {
        return wire.find(Call.get(Wire.path(name), "look for", name.fullName()), Repo.class)
                .map(Repo::toRepository);
    }

    @Override
    public List<Repository> list() throws ForgeException {
        Call call = Call.get("/user/repos", "list repositories of", wire.base().toString());
        return wire.list(call, Repo[].class).stream().map(Repo::toRepository).toList();
    }

    @Override
    public void setDefaultBranch(RepositoryName name, String branch) throws ForgeException {
        Map<String, Object> settings = Map.of("default_branch", branch);
        wire.send(Call.patch(Wire.path(name), settings, "set the default branch of", name.fullName()))
                .orThrow();
    }

    @Override
    public SortedMap<String, String> branches(RepositoryName name) throws ForgeException {
        Call call = Call.get(Wire.path(name, "branches"), "list branches of", name.fullName());
        SortedMap<String, String> branches = new TreeMap<>();
        for (Branch branch : wire.list(call, Branch[].class)) {
            branches.put(branch.name(), branch.commit().id());
        }
        return branches;
    }

    @Override
    public Optional<String> branch(RepositoryName name, String branch) throws ForgeException {
        Call call = Call.get(Wire.path(name, "branches", branch), "look for branch", name + " " + branch);
        return wire.find(call, Branch.class).map(found -> found.commit().id());
    }

    @Override
    public Optional<byte[]> file(RepositoryName name, String ref, String path) throws ForgeException {
        // Not the raw file: of a ref that does not exist Gitea 1.26 sends the default branch's.
        String contents = Wire.path(name, "contents", path) + "?ref=" + Wire.encode(ref);
        String target = name + " " + path;
        Answer answer = wire.send(Call.get(contents, "read file", target));
        if (answer.status() == 404 || answer.isList()) {
            return Optional.empty();
        }
        Content file = answer.orThrow().as(Content.class);
        if (!"file".equals(file.type())) {
            return Optional.empty();
        }
        if (file.content() == null || file.size() > LONGEST_FILE) {
            throw ForgeException.answered("read file", target, 413, "longer than " + LONGEST_FILE + " bytes");
        }
        return Optional.of(Base64.getMimeDecoder().decode(file.content()));
    }

    @Override
    public void protectBranch(RepositoryName name, String branch) throws ForgeException {
        String rules = Wire.path(name, "branch_protections");
        String target = name + " " + branch;
        for (Protection rule : wire.list(Call.get(rules, "list protections of", target), Protection[].class)) {
            if (branch.equals(rule.rule())) {
                return;
            }
        }
        // A rule alone forbids rewriting and deleting; who may write still may push.
        Map<String, Object> rule = Map.of("rule_name", branch, "enable_push", true);
        wire.send(Call.post(rules, rule, "protect branch", target)).orThrow();
    }
}
