// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.login.Login;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.annexremote.protocol.ExportedTree;
import org.bidsforge.annexremote.protocol.Referral;
import org.bidsforge.annexremote.protocol.SpecialRemote;
import org.bidsforge.store.Labels;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.StoredObject;
import org.jspecify.annotations.Nullable;

/** Content of keys as objects of a bucket or folder. */
public final class StoreRemote implements SpecialRemote {
    private static final int BUFFER = 1 << 17;

    private final Map<String, String> environment;
    private volatile @Nullable Settings prepared;
    private @Nullable ObjectStore store;
    private volatile boolean anonymous;
    private volatile @Nullable KeyLabels labels;
    private volatile Referrals referrals = new Referrals(Optional.empty(), Optional.empty());
    private volatile AbsentNames absent = AbsentNames.unknown();

    public StoreRemote(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Map<String, String> settings() {
        return Setting.described();
    }

    @Override
    public void initialize(Annex annex) throws IOException {
        LocalSettings local = LocalSettings.read(annex.gitDirectory(), annex.remoteName(), environment);
        Settings settings = Settings.of(annex).with(local);
        Login login =
                settings.anonymous() ? Login.anonymous() : Login.findNew(annex, settings.login(environment, local));
        new Initialization(annex, settings, login).run();
    }

    @Override
    public void prepare(Annex annex) throws IOException {
        prepared = Settings.of(annex);
    }

    Settings prepared() {
        Settings settings = prepared;
        if (settings == null) {
            throw new IllegalStateException("PREPARE must come first");
        }
        return settings;
    }

    /** Opened when it is first needed, because that takes time that many commands do not have to spend. */
    private synchronized ObjectStore store(Annex annex) throws IOException {
        ObjectStore open = store;
        if (open == null) {
            LocalSettings local = local(annex);
            Settings settings = prepared().with(local);
            Login login = login(annex, settings, local);
            open = settings.location().open(login.credentials(), settings.options());
            store = open;
            if (settings.location() instanceof StoreLocation.S3) {
                absent = new AbsentNames(settings.prefix());
            }
            anonymous = login.isAnonymous();
            labels = new KeyLabels(settings.labels(), annex.gitDirectory());
            referrals = new Referrals(
                    local.get(LocalSettings.HOT_FOLDER).map(Path::of),
                    anonymous ? settings.publicUrl() : Optional.empty());
        }
        return open;
    }

    private LocalSettings local(Annex annex) throws IOException {
        return LocalSettings.read(annex.gitDirectory(), annex.remoteName(), environment);
    }

    private Login login(Annex annex, Settings settings, LocalSettings local) throws IOException {
        return settings.anonymous() ? Login.anonymous() : Login.find(annex, settings.login(environment, local));
    }

    /** A refusal, with what a person can do about it. */
    private IOException explained(Annex annex, StoreException e) throws IOException {
        boolean refused = e.kind() == StoreException.Kind.DENIED && anonymous;
        return refused
                ? new IOException(
                        e.getMessage() + "; this clone has no credentials: " + Login.HOW + annex.remoteName(), e)
                : e;
    }

    private String name(String key) {
        return KeyName.of(prepared().prefix(), key);
    }

    @Override
    public void store(Annex annex, String key, Path file) throws IOException {
        put(annex, name(key), key, file);
    }

    /** Stores the key's content as that object. */
    void put(Annex annex, String object, String key, Path file) throws IOException {
        ObjectContent content = KeyContent.of(key).of(file);
        Meter meter = new Meter(annex, 0, content.size());
        try {
            ObjectStore to = store(annex);
            AbsentNames names = absent;
            names.sending(object);
            try {
                to.put(object, content.withProgress(meter::add).withLabels(labels(key)));
            } finally {
                names.sent(object);
            }
        } catch (StoreException e) {
            throw explained(annex, e);
        }
    }

    private Labels labels(String key) throws IOException {
        KeyLabels ofKeys = labels;
        return ofKeys != null && prepared().metadata()
                ? ofKeys.of(key)
                : prepared().labels();
    }

    @Override
    public void retrieve(Annex annex, String key, Path file) throws IOException {
        get(annex, name(key), key, file);
    }

    /** Completes the file with the key's content, which that object holds. */
    void get(Annex annex, String object, String key, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.position(out.size());
            try (InputStream in = open(annex, object, out)) {
                copy(in, out, new Meter(annex, out.size(), Long.MAX_VALUE));
            }
            KeyContent.of(key).require(out.size(), "what the store gave");
        }
    }

    /** The content from the end of what is already there, or from the start if that is more than there should be. */
    private InputStream open(Annex annex, String object, FileChannel out) throws IOException {
        ObjectStore from = store(annex);
        try {
            return from.read(object, out.size());
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.PERMANENT || out.size() == 0) {
                throw explained(annex, e);
            }
            InputStream all = from.read(object, 0);
            out.truncate(0);
            return all;
        }
    }

    /** In order and without holes, so that the file can be continued, and read by git-annex, at any time. */
    private static void copy(InputStream in, FileChannel out, Meter meter) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            meter.add(read);
        }
    }

    /** An object that has not the key's size, or by the server not its hash, is as good as absent: it is stored anew. */
    @Override
    public boolean isPresent(Annex annex, String key) throws IOException {
        String object = name(key);
        ObjectStore where = store(annex);
        AbsentNames names = absent;
        boolean present = !names.has(object, where) && holds(annex, object, key);
        if (!present) {
            names.asked(object);
        }
        return present;
    }

    /** Whether that object holds the key's content. */
    boolean holds(Annex annex, String object, String key) throws IOException {
        try {
            Optional<StoredObject> found = store(annex).find(object);
            return found.isPresent() && KeyContent.of(key).fits(found.get());
        } catch (StoreException e) {
            throw explained(annex, e);
        }
    }

    @Override
    public void remove(Annex annex, String key) throws IOException {
        delete(annex, name(key));
    }

    void delete(Annex annex, String object) throws IOException {
        try {
            store(annex).delete(object);
        } catch (StoreException e) {
            throw explained(annex, e);
        }
    }

    void copy(Annex annex, String from, String to) throws IOException {
        try {
            store(annex).copy(from, to);
        } catch (StoreException e) {
            throw explained(annex, e);
        }
    }

    @Override
    public Optional<Referral> referral(Annex annex, String key, Purpose purpose) throws IOException {
        store(annex);
        return referrals.of(key, name(key), purpose);
    }

    @Override
    public Optional<ExportedTree> export() {
        return Optional.of(new StoreTree(this));
    }

    @Override
    public Optional<String> whereIs(String key) {
        StoreLocation location = prepared().location();
        if (!(location instanceof StoreLocation.S3 s3)) {
            return Optional.of(name(key) + " in " + location);
        }
        URI bucket = URI.create(s3.endpoint() + "/" + s3.bucket() + "/");
        return Optional.of(Referrals.at(prepared().publicUrl().orElse(bucket), name(key)));
    }

    @Override
    public int cost() {
        return prepared().location() instanceof StoreLocation.S3 ? 200 : 100;
    }

    @Override
    public Availability availability() {
        if (prepared().location() instanceof StoreLocation.Directory directory) {
            return Files.isDirectory(directory.folder()) ? Availability.LOCAL : Availability.UNAVAILABLE;
        }
        return Availability.GLOBAL;
    }

    @Override
    public Map<String, String> description(Annex annex) throws IOException {
        Settings settings = prepared();
        Map<String, String> description = new LinkedHashMap<>();
        description.put("store", settings.location().toString());
        description.put("prefix", settings.prefix());
        if (settings.location() instanceof StoreLocation.S3) {
            LocalSettings local = local(annex);
            description.put(
                    "credentials", login(annex, settings.with(local), local).description());
        }
        return description;
    }
}
