// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.login.Login;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.annexremote.remote.Settings;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code git-annex-remote-minio login}. */
@Command(
        name = "login",
        description = "Asks for an access key, tries it, and keeps it in this repository (.git/annex/creds), where only"
                + " you can read it.",
        footer = "Without a terminal: access key, secret key and, if any, session token as lines of standard input.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--session", description = "Ask for a session token, too.")
    private boolean session;

    @Option(names = "--forget", description = "Remove what this repository keeps.")
    private boolean forget;

    @Override
    public Integer call() throws IOException {
        AnnexRepository annex = target.annex();
        if (!annex.isAttached()) {
            throw new IllegalArgumentException("a login belongs to a repository: change to it, and give no --url");
        }
        if (forget) {
            annex.forgetCredentials(Login.STORED);
            annex.forgetCredentials(Login.SESSION);
            say("Forgotten.");
            return ExitCode.OK.code();
        }
        LocalSettings local = Target.local(annex);
        Settings settings = Settings.of(annex).with(local);
        StoreCredentials given = ask(settings.region());
        attempt(settings, given);
        keep(annex, given);
        say("Logged in to " + settings.location() + " for the remote " + annex.remoteName() + ".");
        if (Git.config("remote." + annex.remoteName() + ".annex-uuid").isEmpty()) {
            say("Next: git annex enableremote " + annex.remoteName());
        }
        return ExitCode.OK.code();
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }

    @SuppressWarnings("SystemConsoleNull") // Where it is not null without a terminal, it reads the same lines.
    private StoreCredentials ask(String region) throws IOException {
        Console console = System.console();
        if (console == null) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return credentials(lines.readLine(), lines.readLine(), lines.readLine(), region);
        }
        String accessKey = console.readLine("Access key: ");
        char[] secretKey = console.readPassword("Secret key (not shown): ");
        char[] token = session ? console.readPassword("Session token (not shown): ") : null;
        return credentials(
                accessKey,
                secretKey == null ? null : new String(secretKey),
                token == null ? null : new String(token),
                region);
    }

    private static StoreCredentials credentials(
            @Nullable String accessKey, @Nullable String secretKey, @Nullable String token, String region) {
        if (accessKey == null || accessKey.isBlank() || secretKey == null || secretKey.isBlank()) {
            throw new IllegalArgumentException("an access key and a secret key are needed");
        }
        return new StoreCredentials(
                accessKey.strip(),
                new Secret(secretKey.strip()),
                Optional.ofNullable(token)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(Secret::new),
                region);
    }

    /** Keys that the store refuses are not kept. */
    private static void attempt(Settings settings, StoreCredentials given) throws IOException {
        ObjectStore store = settings.location().open(given, settings.options());
        store.find(settings.prefix() + "annex-uuid");
    }

    private static void keep(AnnexRepository annex, StoreCredentials given) throws IOException {
        String secretKey = given.secretKey().value();
        Optional<Secret> token = given.sessionToken();
        if (token.isPresent()) {
            annex.setCredentials(
                    Login.SESSION, new Annex.Credentials("session", token.get().value()));
            annex.setCredentials(Login.STORED, new Annex.Credentials(Login.TEMPORARY + given.accessKey(), secretKey));
        } else {
            annex.setCredentials(Login.STORED, new Annex.Credentials(given.accessKey(), secretKey));
            annex.forgetCredentials(Login.SESSION);
        }
    }
}
