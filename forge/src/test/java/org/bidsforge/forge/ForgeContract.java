// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.PushResult;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.hook.Delivery;
import org.bidsforge.forge.hook.HookEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What BIDSforge needs of every forge, told through the port, git and hooks. Each test works in an organisation of its
 * own, so it may run on a forge that is in use.
 */
public abstract class ForgeContract {
    private static final Secret SECRET = new Secret("a-secret-of-the-contract");
    private static final Duration PUSH_TIME = Duration.ofSeconds(20);
    private static final Duration JOB_TIME = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private RepositoryName name;

    /** The forge, acting with this token. */
    protected abstract Forge forge(Secret token);

    /** A token whose user may make organisations. */
    protected abstract Secret token();

    /** The label of a runner that executes jobs of this forge on the host, or nothing when there is none. */
    protected abstract Optional<String> runner();

    private Forge forge() {
        return forge(token());
    }

    @BeforeEach
    void nameOneForThisTest() {
        String owner = "contract-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        name = new RepositoryName(owner, "study-bids");
    }

    private Forge withRepository() throws IOException {
        Forge forge = forge();
        forge.repositories().ensureOrganisation(name.owner());
        forge.repositories().ensure(name, "main", "for a test");
        return forge;
    }

    private GitRepository mirror() throws IOException {
        GitRepository mirror = GitRepository.open(
                folder.resolve("mirror"),
                new GitRemote(forge().gitUrl(name), forge().whoAmI().login(), token()));
        mirror.fetch();
        return mirror;
    }

    /** Pushes and waits until the forge tells it. */
    private String push(String branch, String path, String content) throws IOException {
        String commit = pushOnly(branch, path, content);
        Instant end = Instant.now().plus(PUSH_TIME);
        while (!forge().repositories().branch(name, branch).equals(Optional.of(commit))) {
            assertThat(Instant.now()).as("time for %s to show", branch).isBefore(end);
        }
        return commit;
    }

    /** Pushes a commit with this file upon a branch, which is made from main, or from nothing. */
    private String pushOnly(String branch, String path, String content) throws IOException {
        try (GitRepository mirror = mirror()) {
            Optional<String> tip = mirror.resolve("refs/heads/" + branch);
            Optional<String> parent = tip.isPresent() ? tip : mirror.resolve("refs/heads/main");
            TreeEdit edit = new TreeEdit().text(path, content);
            String tree = parent.isEmpty() ? mirror.write(edit) : mirror.write(parent.get(), edit);
            String commit = mirror.commit(tree, parent.stream().toList(), "add " + path + "\n", GitIdentity.BIDSFORGE);
            assertThat(mirror.push(Map.of("refs/heads/" + branch, new RefUpdate(commit, tip))))
                    .isEqualTo(new PushResult.Pushed());
            return commit;
        }
    }

    private static void assertPermanent(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ForgeException.class, e -> {
            assertThat(e.status()).hasValue(status);
            assertThat(e.isTransient()).isFalse();
        });
    }

    @Test
    void tellsItsVersionAndWhoAsks() throws IOException {
        assertThat(forge().version()).isNotBlank();
        assertThat(forge().whoAmI().login()).isNotBlank();
    }

    @Test
    void refusesAWrongToken() {
        Forge stranger = forge(new Secret("0123456789012345678901234567890123456789"));

        assertPermanent(401, stranger::whoAmI);
        assertThatThrownBy(() -> stranger.repositories().ensureOrganisation(name.owner()))
                .isInstanceOf(ForgeException.class)
                .hasMessageNotContaining("0123456789");
    }

    @Test
    void makesOrganisationAndRepositoryOnce() throws IOException {
        Forge forge = forge();

        assertThat(forge.repositories().find(name)).isEmpty();
        assertThat(forge.repositories().ensureOrganisation(name.owner())).isTrue();
        assertThat(forge.repositories().ensureOrganisation(name.owner())).isFalse();
        Repository made = forge.repositories().ensure(name, "main", "for a test");
        assertThat(made.name()).isEqualTo(name);
        assertThat(made.defaultBranch()).isEqualTo("main");
        assertThat(made.empty()).isTrue();
        assertThat(forge.repositories().ensure(name, "other", "again")).isEqualTo(made);
        assertThat(forge.repositories().find(name)).contains(made);
        assertThat(forge.repositories().list()).contains(made);
        assertThat(forge.repositories().branches(name)).isEmpty();
    }

    @Test
    void aRepositoryOfNoOrganisationCannotBeMade() {
        assertPermanent(404, () -> forge().repositories().ensure(name, "main", ""));
    }

    @Test
    void strangersSeeNothing() throws Exception {
        withRepository();
        push("main", "README", "secret");
        GitRemote nobody = GitRemote.open(forge().gitUrl(name));
        try (GitRepository mirror = GitRepository.open(folder.resolve("nobody"), nobody)) {
            assertThatThrownBy(mirror::fetch).isInstanceOf(ForgeException.class);
        }
    }

    @Test
    void listsMoreBranchesThanFitOnAPage() throws IOException {
        Forge forge = withRepository();
        String commit = push("main", "README", "hello");
        try (GitRepository mirror = mirror()) {
            Map<String, RefUpdate> updates = new HashMap<>();
            for (int i = 0; i < 55; i++) {
                updates.put("refs/heads/convert/sub-" + i, RefUpdate.create(commit));
            }
            assertThat(mirror.push(updates).succeeded()).isTrue();
        }
        push("last", "x", "y");

        assertThat(forge.repositories().branches(name)).hasSize(57).containsEntry("convert/sub-54", commit);
        assertThat(forge.repositories().branch(name, "convert/sub-7")).contains(commit);
        assertThat(forge.repositories().branch(name, "convert")).isEmpty();
        assertThat(forge.repositories().branch(new RepositoryName(name.owner(), "none"), "main"))
                .isEmpty();
        assertThat(forge.repositories().find(name).orElseThrow().empty()).isFalse();
    }

    @Test
    void readsFilesAtAnyRef() throws IOException {
        Forge forge = withRepository();
        String first = push("main", "sub folder/ä.txt", "one\n");
        push("convert/x", "sub folder/ä.txt", "two\n");

        assertThat(text(forge.repositories().file(name, "main", "sub folder/ä.txt")))
                .contains("one\n");
        assertThat(text(forge.repositories().file(name, first, "sub folder/ä.txt")))
                .contains("one\n");
        assertThat(text(forge.repositories().file(name, "convert/x", "sub folder/ä.txt")))
                .contains("two\n");
        assertThat(forge.repositories().file(name, "main", "none")).isEmpty();
        assertThat(forge.repositories().file(name, "main", "sub folder")).isEmpty();
        assertThat(forge.repositories().file(name, "none", "sub folder/ä.txt")).isEmpty();
        assertThat(forge.repositories().file(new RepositoryName(name.owner(), "none"), "main", "x"))
                .isEmpty();
    }

    private static Optional<String> text(Optional<byte[]> bytes) {
        return bytes.map(content -> new String(content, StandardCharsets.UTF_8));
    }

    @Test
    void changesTheDefaultBranch() throws IOException {
        Forge forge = withRepository();
        push("main", "README", "hello");
        push("dev", "more", "hello");

        forge.repositories().setDefaultBranch(name, "dev");

        assertThat(forge.repositories().find(name))
                .hasValueSatisfying(
                        repository -> assertThat(repository.defaultBranch()).isEqualTo("dev"));
    }

    @Test
    void aProtectedBranchStillTakesAPush() throws IOException {
        Forge forge = withRepository();
        push("main", "README", "hello");

        forge.repositories().protectBranch(name, "main");
        forge.repositories().protectBranch(name, "main");

        String next = push("main", "README", "hello again");
        assertThat(forge.repositories().branch(name, "main")).contains(next);
    }

    @Test
    void opensOneMergeRequestForABranchPair() throws IOException {
        Forge forge = withRepository();
        push("main", "README", "hello");
        push("dev", "dev", "hello");
        String head = push("convert/sub-1", "data", "1");
        NewMergeRequest wanted = new NewMergeRequest("convert/sub-1", "main", "sub-1 – new", "body *1*");

        MergeRequest opened = forge.mergeRequests().open(name, wanted);
        assertThat(opened.state()).isEqualTo(MergeRequest.State.OPEN);
        assertThat(opened.head()).isEqualTo("convert/sub-1");
        assertThat(opened.headCommit()).isEqualTo(head);
        assertThat(opened.base()).isEqualTo("main");
        assertThat(opened.title()).isEqualTo("sub-1 – new");
        assertThat(opened.body()).isEqualTo("body *1*");
        assertThat(opened.mergeCommit()).isEmpty();
        NewMergeRequest again = new NewMergeRequest("convert/sub-1", "main", "other title", "other body");
        assertThat(forge.mergeRequests().open(name, again)).isEqualTo(opened);
        assertThat(forge.mergeRequests().findOpen(name, "convert/sub-1", "main"))
                .contains(opened);
        assertThat(forge.mergeRequests().findOpen(name, "convert/sub-1", "dev")).isEmpty();
        assertThat(forge.mergeRequests().find(name, opened.number())).contains(opened);
        assertThat(forge.mergeRequests().find(name, 999)).isEmpty();
        assertThat(forge.mergeRequests().open(name)).containsExactly(opened);
        MergeRequest other = forge.mergeRequests().open(name, new NewMergeRequest("convert/sub-1", "dev", "2", ""));
        assertThat(forge.mergeRequests().all(name)).containsExactly(other, opened);
    }

    @Test
    void opensAMergeRequestRightAfterThePush() throws IOException {
        Forge forge = withRepository();
        pushOnly("main", "README", "hello");
        String head = pushOnly("convert/sub-1", "data", "1");

        MergeRequest opened = forge.mergeRequests().open(name, new NewMergeRequest("convert/sub-1", "main", "x", ""));

        assertThat(opened.headCommit()).isEqualTo(head);
    }

    @Test
    void startsAWorkflowRightAfterThePush() throws IOException {
        Forge forge = withRepository();
        String commit = pushOnly("main", ".gitea/workflows/bidsforge.yml", workflow("nobody-has-this-label"));

        assertThat(forge.runs().find(name, dispatch(forge, commit)).map(Run::headCommit))
                .contains(commit);
    }

    @Test
    void refusesMergeRequestsThatMakeNoSense() throws IOException {
        Forge forge = withRepository();
        push("main", "README", "hello");

        assertPermanent(404, () -> forge.mergeRequests().open(name, new NewMergeRequest("none", "main", "x", "")));
        assertPermanent(422, () -> forge.mergeRequests().open(name, new NewMergeRequest("main", "main", "x", "")));
    }

    private MergeRequest proposal(Forge forge) throws IOException {
        push("main", "README", "hello");
        push("convert/sub-1", "data", "1");
        return forge.mergeRequests().open(name, new NewMergeRequest("convert/sub-1", "main", "sub-1", ""));
    }

    @Test
    void updatesTitleAndBody() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);

        MergeRequest updated = forge.mergeRequests().update(name, request.number(), "better", "new body\n- [ ] x");

        assertThat(updated.title()).isEqualTo("better");
        assertThat(forge.mergeRequests().find(name, request.number())).contains(updated);
        assertPermanent(404, () -> forge.mergeRequests().update(name, 999, "x", "y"));
    }

    @Test
    void mergesWithAMergeCommit() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);
        String base = forge.repositories().branch(name, "main").orElseThrow();

        MergeOutcome outcome = forge.mergeRequests().merge(name, request.number(), request.headCommit());

        assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class);
        MergeRequest merged = ((MergeOutcome.Merged) outcome).mergeRequest();
        assertThat(merged.state()).isEqualTo(MergeRequest.State.MERGED);
        try (GitRepository mirror = mirror()) {
            assertThat(merged.mergeCommit()).isEqualTo(mirror.resolve("main"));
            assertThat(mirror.commit("main").parents()).containsExactly(base, request.headCommit());
        }
        assertThat(forge.mergeRequests().merge(name, request.number(), request.headCommit()))
                .isEqualTo(new MergeOutcome.Merged(merged));
        assertThat(forge.mergeRequests().open(name)).isEmpty();
        assertThat(forge.mergeRequests().all(name))
                .extracting(MergeRequest::state)
                .containsExactly(MergeRequest.State.MERGED);
    }

    @Test
    void doesNotMergeAHeadThatMoved() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);
        String newer = push("convert/sub-1", "data", "2");

        MergeOutcome outcome = forge.mergeRequests().merge(name, request.number(), request.headCommit());

        assertThat(outcome).isEqualTo(new MergeOutcome.HeadMoved(newer));
        assertThat(forge.mergeRequests().find(name, request.number()).map(MergeRequest::headCommit))
                .contains(newer);
    }

    @Test
    void doesNotMergeAConflict() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);
        push("main", "data", "other");

        MergeOutcome outcome = forge.mergeRequests().merge(name, request.number(), request.headCommit());

        assertThat(outcome).isInstanceOf(MergeOutcome.Refused.class);
    }

    @Test
    void aBranchThatWentOnAfterItsMergeGetsAnotherMergeRequest() throws IOException {
        Forge forge = withRepository();
        MergeRequest first = proposal(forge);
        forge.mergeRequests().merge(name, first.number(), first.headCommit());
        push("convert/sub-1", "data", "2");

        MergeRequest second =
                forge.mergeRequests().open(name, new NewMergeRequest("convert/sub-1", "main", "sub-1 again", ""));

        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(forge.mergeRequests().all(name))
                .extracting(MergeRequest::number)
                .containsExactly(second.number(), first.number());
    }

    @Test
    void editsItsOneCommentInPlace() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);
        MergeRequests requests = forge.mergeRequests();

        Comment first = requests.upsertComment(name, request.number(), "bidsforge:report", "waiting …");
        Comment other = requests.upsertComment(name, request.number(), "bidsforge:other", "another");
        Comment edited = requests.upsertComment(name, request.number(), "bidsforge:report", "done | ✓");
        Comment same = requests.upsertComment(name, request.number(), "bidsforge:report", "done | ✓");

        assertThat(edited.id()).isEqualTo(first.id());
        assertThat(same).isEqualTo(edited);
        assertThat(requests.comments(name, request.number())).containsExactly(edited, other);
        assertThat(edited.body()).isEqualTo("<!-- bidsforge:report -->\ndone | ✓");
        assertPermanent(404, () -> requests.upsertComment(name, 999, "bidsforge:report", "x"));
    }

    @Test
    void attachesAFileOnce() throws IOException {
        Forge forge = withRepository();
        MergeRequest request = proposal(forge);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, '"', '-', '-'};

        Attachment first = forge.mergeRequests().attach(name, request.number(), "sub-1_T1w-0a1b.png", png);
        Attachment again = forge.mergeRequests().attach(name, request.number(), "sub-1_T1w-0a1b.png", png);

        assertThat(first.size()).isEqualTo(png.length);
        assertThat(first.url().isAbsolute()).isTrue();
        assertThat(again).isEqualTo(first);
        assertThat(forge.mergeRequests().attachments(name, request.number())).containsExactly(first);
        assertPermanent(404, () -> forge.mergeRequests().attach(name, 999, "x.png", png));
    }

    @Test
    void keepsTheNewestStatusOfEachContext() throws IOException {
        Forge forge = withRepository();
        String commit = push("main", "README", "hello");
        CommitStatus pending = new CommitStatus(
                "bidsforge/convert",
                CommitStatus.State.PENDING,
                "converting …",
                Optional.of(forge.url().resolve("/x")));
        CommitStatus success =
                new CommitStatus("bidsforge/convert", CommitStatus.State.SUCCESS, "done", Optional.empty());
        CommitStatus warning =
                new CommitStatus("bidsforge/validate", CommitStatus.State.WARNING, "2 warnings", Optional.empty());

        assertThat(forge.statuses().list(name, commit)).isEmpty();
        forge.statuses().set(name, commit, pending);
        assertThat(forge.statuses().list(name, commit)).containsExactly(pending);
        forge.statuses().set(name, commit, success);
        forge.statuses().set(name, commit, success);
        forge.statuses().set(name, commit, warning);

        assertThat(forge.statuses().list(name, commit)).containsExactly(success, warning);
        assertPermanent(404, () -> forge.statuses().set(name, "0123456789012345678901234567890123456789", success));
    }

    @Test
    void keepsOneHookAndReplacesItWithItsSecret() throws IOException {
        Forge forge = withRepository();
        push("main", "README", "hello");
        try (HookReceiver receiver = new HookReceiver(SECRET)) {
            Hook first = forge.hooks().ensure(name, new HookTarget(receiver.url(), SECRET));
            Hook again = forge.hooks().ensure(name, new HookTarget(receiver.url(), SECRET));
            assertThat(again).isEqualTo(first);
            assertThat(first.active()).isTrue();
            assertThat(first.events())
                    .contains("push", "pull_request", "workflow_run", "workflow_job", "create", "delete");

            Hook rotated = forge.hooks().ensure(name, new HookTarget(receiver.url(), new Secret("the-next-one")));
            assertThat(rotated.id()).isNotEqualTo(first.id());
            assertThat(forge.hooks().list(name)).containsExactly(rotated);

            forge.hooks().remove(name, rotated.id());
            forge.hooks().remove(name, rotated.id());
            assertThat(forge.hooks().list(name)).isEmpty();
            assertPermanent(404, () -> forge.hooks().test(name, rotated.id()));
        }
    }

    @Test
    void sendsSignedHooksOfWhatHappens() throws Exception {
        Forge forge = withRepository();
        push("main", "README", "hello");
        try (HookReceiver receiver = new HookReceiver(SECRET)) {
            Hook hook = forge.hooks().ensure(name, new HookTarget(receiver.url(), SECRET));
            forge.hooks().test(name, hook.id());
            receiver.await(event -> event instanceof HookEvent.Push push && push.isTest());

            String commit = push("convert/sub-1", "data", "1");
            receiver.await(new HookEvent.BranchCreated("convert/sub-1", commit)::equals);
            receiver.await(event -> event instanceof HookEvent.Push push
                    && push.ref().equals("refs/heads/convert/sub-1")
                    && push.after().equals(commit));

            MergeRequest request =
                    forge.mergeRequests().open(name, new NewMergeRequest("convert/sub-1", "main", "sub-1", ""));
            receiver.await(event -> isMergeRequest(event, "opened", commit, false));
            String newer = push("convert/sub-1", "data", "2");
            receiver.await(event -> isMergeRequest(event, "synchronized", newer, false));
            forge.mergeRequests().merge(name, request.number(), newer);
            receiver.await(event -> isMergeRequest(event, "closed", newer, true));

            assertThat(receiver.deliveries())
                    .allSatisfy(delivery -> assertThat(delivery)
                            .isInstanceOfSatisfying(
                                    Delivery.Accepted.class,
                                    accepted ->
                                            assertThat(accepted.repository()).contains(name)));
        }
    }

    private static boolean isMergeRequest(HookEvent event, String action, String head, boolean merged) {
        return event instanceof HookEvent.MergeRequestChanged change
                && change.action().equals(action)
                && change.headCommit().equals(head)
                && change.merged() == merged;
    }

    private static String workflow(String label) {
        return """
                name: bidsforge
                on:
                  workflow_dispatch:
                    inputs:
                      session: {required: true, type: string}
                jobs:
                  convert:
                    runs-on: %s
                    steps:
                      - run: echo "session is ${{ inputs.session }}"
                  validate:
                    needs: convert
                    runs-on: %s
                    steps:
                      - run: exit 3
                """.formatted(label, label);
    }

    private long dispatch(Forge forge, String commit) throws IOException {
        OptionalLong id = forge.runs().dispatch(name, "bidsforge.yml", "main", Map.of("session", "sub-1_ses-2"));
        List<Run> runs = forge.runs().list(name, RunQuery.newest(1).of(commit).on("main"));
        assertThat(runs).hasSize(1);
        id.ifPresent(told -> assertThat(told).isEqualTo(runs.get(0).id()));
        return runs.get(0).id();
    }

    @Test
    void startsAWorkflowAndTellsItsRun() throws IOException {
        Forge forge = withRepository();
        String commit = push("main", ".gitea/workflows/bidsforge.yml", workflow("nobody-has-this-label"));

        long id = dispatch(forge, commit);

        Run run = forge.runs().find(name, id).orElseThrow();
        assertThat(run.workflow()).isEqualTo("bidsforge.yml");
        assertThat(run.event()).isEqualTo("workflow_dispatch");
        assertThat(run.branch()).isEqualTo("main");
        assertThat(run.headCommit()).isEqualTo(commit);
        assertThat(run.state()).isEqualTo(RunState.QUEUED);
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(run.completed()).isEmpty();
        assertThat(forge.runs().list(name, RunQuery.pending())).containsExactly(run);
        assertThat(forge.runs().jobs(name, id)).extracting(Job::name).containsExactly("convert", "validate");
        assertThat(forge.runs().list(name, RunQuery.newest(5).on("dev"))).isEmpty();
    }

    @Test
    void tellsApartWhatIsMissing() throws IOException {
        Forge forge = withRepository();
        push("main", ".gitea/workflows/bidsforge.yml", workflow("x"));

        assertPermanent(404, () -> forge.runs().dispatch(name, "none.yml", "main", Map.of()));
        assertPermanent(404, () -> forge.runs().dispatch(name, "bidsforge.yml", "none", Map.of()));
        assertThat(forge.runs().find(name, 999_999_999)).isEmpty();
        assertThat(forge.runs().jobs(name, 999_999_999)).isEmpty();
        assertThat(forge.runs().log(name, 999_999_999)).isEmpty();
    }

    @Test
    void runsJobsAndKeepsTheirLogs() throws Exception {
        Assumptions.assumeTrue(runner().isPresent(), "this forge has no runner");
        Forge forge = withRepository();
        String commit = push("main", ".gitea/workflows/bidsforge.yml", workflow(runner().orElseThrow()));
        try (HookReceiver receiver = new HookReceiver(SECRET)) {
            forge.hooks().ensure(name, new HookTarget(receiver.url(), SECRET));

            Run run = finished(forge, dispatch(forge, commit));

            assertThat(run.state()).isEqualTo(RunState.FAILURE);
            assertThat(run.started()).isPresent();
            assertThat(run.completed()).isPresent();
            List<Job> jobs = forge.runs().jobs(name, run.id());
            assertThat(jobs).extracting(Job::name).containsExactly("convert", "validate");
            assertThat(jobs).extracting(Job::state).containsExactly(RunState.SUCCESS, RunState.FAILURE);
            assertThat(forge.runs().log(name, jobs.get(0).id()))
                    .hasValueSatisfying(log -> assertThat(log).contains("session is sub-1_ses-2"));
            assertThat(forge.runs().list(name, RunQuery.pending())).isEmpty();
            receiver.await(event -> event instanceof HookEvent.RunChanged changed
                    && changed.runId() == run.id()
                    && changed.status().equals("completed")
                    && changed.conclusion().equals("failure")
                    && changed.workflow().equals("bidsforge.yml"));
            receiver.await(event -> event instanceof HookEvent.JobChanged changed
                    && changed.jobId() == jobs.get(0).id()
                    && changed.conclusion().equals("success"));
        }
    }

    private Run finished(Forge forge, long id) throws Exception {
        Instant end = Instant.now().plus(JOB_TIME);
        Run run = forge.runs().find(name, id).orElseThrow();
        while (!run.state().isFinal() && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            run = forge.runs().find(name, id).orElseThrow();
        }
        return run;
    }
}
