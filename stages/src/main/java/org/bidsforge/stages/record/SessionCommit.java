// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.Backend;
import org.bidsforge.core.annex.RemoteLog;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.datalad.FileLabels;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.PushResult;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.git.TreeEntry;

/** Records a converted session: content to the store, then its places to git-annex, then one commit to the branch. */
public final class SessionCommit {
    private static final String STORE = "store";
    private static final int HEAD_BYTES = 64 * 1024;

    private final BidsRepository bids;
    private final GitRepository git;
    private final GitRepository sourcedata;
    private final AnnexStore store;

    public SessionCommit(BidsRepository bids, GitRepository sourcedata, AnnexStore store) {
        this.bids = bids;
        this.git = bids.git();
        this.sourcedata = sourcedata;
        this.store = store;
    }

    /** What recording came to: the commit that holds the session, or that somebody else was faster. */
    public sealed interface Result {
        record Recorded(String commit, boolean changed) implements Result {}

        /** What people changed on the branch is kept; the conversion is the one that they changed. */
        record KeptEdits(String commit) implements Result {}

        record Overtaken(String reason) implements Result {}
    }

    public Result record(ConvertedSession converted, SessionBase base) throws IOException {
        SessionName session = converted.session();
        if (base.edited()
                && bids.isConvertedFrom(
                        base.commit(), session, converted.source().tree())) {
            return base.joined() ? push(session, base, base.commit(), true) : new Result.KeptEdits(base.commit());
        }
        Backend backend = backend(base);
        Map<String, AnnexKey> keys = new TreeMap<>();
        String tree = git.write(base.commit(), edit(converted, base, backend, keys));
        boolean same = git.treeId(base.commit(), "").equals(Optional.of(tree));
        if (same && !base.joined()) {
            return new Result.Recorded(base.commit(), false);
        }
        upload(converted, keys);
        String commit = same
                ? base.commit()
                : git.commit(tree, List.of(base.commit()), message(converted, base), GitIdentity.BIDSFORGE);
        return push(session, base, commit, false);
    }

    /** As the dataset's attributes have it, so that people's git-annex and the platform make the same keys. */
    private Backend backend(SessionBase base) throws IOException {
        return DataladDataset.backend(
                git.readText(base.commit(), DataladDataset.ATTRIBUTES).orElse(""));
    }

    private TreeEdit edit(ConvertedSession converted, SessionBase base, Backend backend, Map<String, AnnexKey> keys)
            throws IOException {
        TreeEdit edit = new TreeEdit();
        converted.removed().forEach(edit::delete);
        for (String path : converted.files()) {
            Path file = converted.folder().resolve(path);
            if (DataladDataset.largeFile(path, head(file))) {
                AnnexKey key = AnnexStore.key(file, backend);
                keys.put(path, key);
                edit.symlink(path, AnnexPointer.symlinkTarget(key, path));
            } else {
                edit.bytes(path, Files.readAllBytes(file));
            }
        }
        edit.text(SessionRecord.path(converted.session()), SessionRecord.write(converted.source(), converted.report()));
        edit.submodule(
                RunMessage.SOURCEDATA, newest(base.commit(), converted.source().commit()));
        return edit;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    /** The link to sourcedata never goes back: a session that was converted later may have been merged earlier. */
    private String newest(String base, String commit) throws IOException {
        Optional<String> linked = git.find(base, RunMessage.SOURCEDATA)
                .filter(entry -> entry.kind() == TreeEntry.Kind.SUBMODULE)
                .map(TreeEntry::id);
        boolean ahead = linked.isPresent()
                && sourcedata.resolve(linked.get()).isPresent()
                && sourcedata.isAncestor(commit, linked.get());
        return ahead ? linked.get() : commit;
    }

    private void upload(ConvertedSession converted, Map<String, AnnexKey> keys) throws IOException {
        Map<AnnexKey, FileLabels> labels = new LinkedHashMap<>();
        for (Map.Entry<String, AnnexKey> entry : keys.entrySet()) {
            String path = entry.getKey();
            store.put(entry.getValue(), converted.folder().resolve(path));
            labels.merge(
                    entry.getValue(), FileLabels.of(path, converted.sensitive().contains(path)), FileLabels::and);
        }
        SharedAnnexBranch annex = new SharedAnnexBranch(git, GitIdentity.BIDSFORGE);
        String uuid = annex.read(RemoteLog.PATH)
                .flatMap(text -> RemoteLog.parse(text).uuidOf(STORE))
                .orElseThrow(() -> new IOException("The bids repository must have a special remote named store. Run:"
                        + " bidsforge study create INVESTIGATOR/STUDY"));
        annex.update(branch -> {
            for (Map.Entry<AnnexKey, FileLabels> key : labels.entrySet()) {
                branch.present(key.getKey(), uuid);
                branch.metadata(key.getKey(), key.getValue().fields());
            }
        });
    }

    private String message(ConvertedSession converted, SessionBase base) throws IOException {
        String dsid = git.readText(base.commit(), DataladDataset.CONFIG)
                .flatMap(DataladDataset::parse)
                .map(dataset -> dataset.id().toString())
                .orElseThrow(() -> new IOException("The bids repository must be a DataLad dataset. Run:"
                        + " bidsforge study create INVESTIGATOR/STUDY"));
        return new RunMessage(converted.session(), converted.report())
                .withRecord(dsid, Map.of("Source-Commit", converted.source().commit()));
    }

    private Result push(SessionName session, SessionBase base, String commit, boolean kept) throws IOException {
        PushResult result = git.push(Map.of(BidsRepository.branch(session), new RefUpdate(commit, base.branchTip())));
        if (!result.succeeded()) {
            return new Result.Overtaken(result.toString());
        }
        return kept ? new Result.KeptEdits(commit) : new Result.Recorded(commit, true);
    }
}
