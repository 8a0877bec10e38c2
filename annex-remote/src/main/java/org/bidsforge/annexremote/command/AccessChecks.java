// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.annexremote.remote.BucketState;
import org.bidsforge.annexremote.remote.Rights;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;

/** Looks at what these credentials may do in the store, and whose it is. */
final class AccessChecks {
    private static final int LONGEST_GUARD = 1000;

    private final Target.Opened opened;
    private final String name;

    AccessChecks(Target.Opened opened) {
        this.opened = opened;
        this.name = opened.annex().remoteName();
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        if (opened.login().isAnonymous()) {
            findings.add(Finding.note(
                    "credentials", "none; only public content can be read", "git-annex-remote-minio login " + name));
        } else {
            try {
                StoreCredentials present = opened.login().credentials().present();
                String kind = present.sessionToken().isPresent() ? ", temporary" : "";
                findings.add(Finding.ok("credentials", "from " + opened.login().description() + kind));
            } catch (IOException e) {
                findings.add(Finding.failed(
                        "credentials", String.valueOf(e.getMessage()), "git-annex-remote-minio login " + name));
                return findings;
            }
        }
        ObjectStore store = opened.store();
        Optional<Finding> owner = owner(store);
        owner.ifPresent(findings::add);
        if (owner.isPresent() && owner.get().verdict() == Finding.Verdict.FAILED) {
            return findings;
        }
        findings.add(rights(store));
        state().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> owner(ObjectStore store) {
        if (!opened.annex().isAttached() || opened.settings().exported()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(opened.settings().prefix() + "annex-uuid", 0)) {
            String uuid = new String(in.readNBytes(LONGEST_GUARD), UTF_8).strip();
            return Optional.of(
                    uuid.equals(opened.annex().uuid())
                            ? Finding.ok("owner", "the store is this remote's")
                            : Finding.failed(
                                    "owner",
                                    "the store belongs to the remote " + uuid,
                                    "git annex enableremote " + name + " prefix=another/"));
        } catch (StoreException e) {
            return Optional.of(refused(e));
        } catch (IOException e) {
            return Optional.of(Finding.failed("owner", String.valueOf(e.getMessage()), "try again"));
        }
    }

    private Finding refused(StoreException e) {
        String says = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case MISSING -> Finding.note("owner", "nothing says whose the store is", "git annex enableremote " + name);
            case DENIED ->
                opened.login().isAnonymous()
                        ? Finding.note("owner", "not shown without credentials", "git-annex-remote-minio login " + name)
                        : Finding.failed(
                                "owner", says, "git-annex-remote-minio login " + name + ", with the right key");
            case PERMANENT ->
                Finding.failed(
                        "owner",
                        says,
                        "make the bucket, or correct it: git annex enableremote " + name + " bucket=BUCKET");
            case TRANSIENT -> Finding.failed("owner", says, "try again when the server answers");
        };
    }

    private Optional<Finding> state() {
        if (!(opened.settings().location() instanceof StoreLocation.S3 s3)
                || opened.login().isAnonymous()) {
            return Optional.empty();
        }
        try {
            BucketState state = BucketState.of(
                    s3.bucket(opened.login().credentials(), opened.settings().options()));
            return Optional.of(Finding.ok("bucket", state.toString()));
        } catch (StoreException e) {
            return Optional.of(Finding.note("bucket", "versions and locks are not shown: " + e.getMessage(), ""));
        }
    }

    private Finding rights(ObjectStore store) {
        Rights rights = Rights.tried(store, opened.settings().prefix());
        if (rights.areAll()) {
            return Finding.ok("rights", rights.toString());
        }
        boolean anonymous = opened.login().isAnonymous();
        String remedy = anonymous
                ? "git-annex-remote-minio login " + name
                : "ask the store's owner for a policy with s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucket";
        return rights.mayRead() || anonymous
                ? Finding.note("rights", rights.toString(), remedy)
                : Finding.failed("rights", rights.toString(), remedy);
    }
}
