// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bidsforge.annexremote.login.Login;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;

/**
 * {@code git annex initremote} and {@code enableremote}. A new remote is made only where the store proves itself: it
 * must take, give back, list and delete an object. A known one is enabled offline as well, but never on a store that
 * belongs to another remote.
 */
final class Initialization {
    /** Holds the UUID of the remote whose content lies there; git-annex's own S3 remote has the same. */
    private static final String GUARD = "annex-uuid";

    private static final int LONGEST_GUARD = 1000;

    private final Annex annex;
    private final Settings settings;
    private final Login login;
    private final ObjectStore store;

    Initialization(Annex annex, Settings settings, Login login) {
        this.annex = annex;
        this.settings = settings;
        this.login = login;
        this.store = settings.location().open(login.credentials(), settings.options());
    }

    void run() throws IOException {
        String uuid = annex.uuid();
        boolean known = new RemoteRegister(annex.gitDirectory()).knows(uuid);
        if (known && annex.mayAskToVerify()) {
            annex.info(
                    "git-annex sends nothing, and git pushes nothing, from here before you have looked where the remote"
                            + " leads; then: git annex verifyremote " + annex.remoteName());
        }
        boolean server = settings.location() instanceof StoreLocation.S3;
        if (server && login.isAnonymous()) {
            enableWithout(known);
            return;
        }
        try {
            if (!known) {
                settings.location().create(login.credentials(), settings.options());
            }
            if (!isGuardedFor(uuid) || !known) {
                prove();
            }
            guard(uuid);
        } catch (StoreException e) {
            if (!known) {
                throw e;
            }
            annex.info("enabled, though the store does not answer as it should now: " + e.getMessage());
            return;
        }
        login.keep(annex);
    }

    /** Says whose the store is; not in an exported tree, where the object would be taken for a file. */
    private void guard(String uuid) throws IOException {
        if (!settings.exported() && !isGuardedFor(uuid)) {
            store.put(settings.prefix() + GUARD, ObjectContent.ofBytes(uuid.getBytes(UTF_8)));
        }
    }

    private void enableWithout(boolean known) throws IOException {
        String how = Login.HOW + annex.remoteName();
        if (!known) {
            throw new IOException(
                    "a new remote needs credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
        }
        annex.info("enabled without credentials; if content is not public, " + how);
    }

    private boolean isGuardedFor(String uuid) throws IOException {
        Optional<String> guard = guard();
        if (guard.isPresent() && !guard.get().equals(uuid)) {
            throw new IOException("the store belongs to the remote " + guard.get() + " there, not to " + uuid
                    + "; use another bucket or prefix=");
        }
        return guard.isPresent();
    }

    private Optional<String> guard() throws IOException {
        try (InputStream in = store.read(settings.prefix() + GUARD, 0)) {
            return Optional.of(new String(in.readNBytes(LONGEST_GUARD), UTF_8).strip());
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void prove() throws IOException {
        Rights rights = Rights.tried(store, settings.prefix());
        if (!rights.areAll()) {
            throw new StoreException(
                    StoreException.Kind.PERMANENT, "probe", settings.location().toString(), rights.toString());
        }
        annex.info(settings.location() + ": " + rights + state());
    }

    /** What becomes of what is deleted there, as far as the server tells. */
    private String state() {
        if (!(settings.location() instanceof StoreLocation.S3 s3)) {
            return "";
        }
        try {
            return "; " + BucketState.of(s3.bucket(login.credentials(), settings.options()));
        } catch (StoreException e) {
            return "";
        }
    }
}
