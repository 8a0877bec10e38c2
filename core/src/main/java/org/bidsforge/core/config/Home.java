// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder with all state of one machine, and what lies where in it. Methods ending in a folder's name make none. */
public record Home(Path root) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path forge() {
        return root.resolve("forge");
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path spool() {
        return root.resolve("spool");
    }

    public Path service() {
        return root.resolve("service");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** The file in which a running program says where it listens. */
    public Path runFile(String program) {
        return run().resolve(checked(program) + ".json");
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A name must be lower-case letters, digits and -: " + name);
        }
        return name;
    }

    /** The secret of this name, made on first use; two programs that ask at once get the same one. */
    public Secret secret(String name) throws IOException {
        Path file = secrets().resolve(checked(name));
        if (!Files.exists(file)) {
            byte[] random = new byte[SECRET_BYTES];
            RANDOM.nextBytes(random);
            createSecret(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Environment.readSecretFile(file);
    }

    /** The secret of this name if a program made it already. */
    public Optional<Secret> findSecret(String name) throws IOException {
        Path file = secrets().resolve(checked(name));
        return Files.exists(file) ? Optional.of(Environment.readSecretFile(file)) : Optional.empty();
    }

    private void createSecret(Path file, String text) throws IOException {
        createPrivateFolder(root);
        createPrivateFolder(secrets());
        Path draft = Files.createTempFile(
                secrets(),
                ".new-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            writeDurably(draft, text + "\n");
            // A link fails when somebody else was first; a rename would replace their secret.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Theirs is as good as ours.
        } finally {
            Files.delete(draft);
        }
    }

    private static void createPrivateFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void writeDurably(Path file, String text) throws IOException {
        Set<StandardOpenOption> write = Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, write)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Replaces a program's run file in one step, so that no reader sees half of it. */
    public void announce(String program, String json) throws IOException {
        createPrivateFolder(root);
        createPrivateFolder(run());
        Path draft = Files.createTempFile(run(), ".new-", "");
        writeDurably(draft, json);
        Files.move(draft, runFile(program), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the program announced, if it did and has not stopped in order. */
    public Optional<String> announced(String program) throws IOException {
        Path file = runFile(program);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    public void withdraw(String program) throws IOException {
        Files.deleteIfExists(runFile(program));
    }
}
