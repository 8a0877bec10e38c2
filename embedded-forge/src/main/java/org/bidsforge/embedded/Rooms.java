// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import io.javalin.config.RoutesConfig;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.api.Api;
import org.bidsforge.embedded.api.Authentication;
import org.bidsforge.embedded.api.TokenGate;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.events.HookQueue;
import org.bidsforge.embedded.events.HookSender;
import org.bidsforge.embedded.events.PullEvents;
import org.bidsforge.embedded.events.PushEvents;
import org.bidsforge.embedded.events.StatusEvents;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.GitHttp;
import org.bidsforge.embedded.git.Merges;
import org.bidsforge.embedded.pages.Pages;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Database;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.store.Tokens;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.CommentJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.PullJson;
import org.bidsforge.embedded.wire.RepositoryJson;

/** All parts of a forge, put together; the only place that knows them all. */
final class Rooms implements AutoCloseable {
    static final String ADMIN = "bidsforge";
    private static final String BOT = "forge-actions";

    private final FileChannel lock;
    private final Tables tables;
    private final Links links;
    private final BareRepositories repositories;
    private final HookSender sender;
    private final Announcer announcer;
    private final Actions actions;
    private final Api api;
    private final Pages pages;
    private final GitHttp gitHttp;
    private final Account admin;
    private final Secret adminToken;

    private Rooms(EmbeddedForgeConfig config, String url, FileChannel lock) throws IOException {
        Path folder = config.folder();
        this.lock = lock;
        this.tables = Tables.of(Database.open(folder.resolve("forge.db")));
        this.links = new Links(url);
        this.repositories = new BareRepositories(folder.resolve("repositories"));
        this.admin = account(ADMIN);
        this.adminToken = config.adminToken().isPresent() ? config.adminToken().get() : keptToken(folder);
        allowAdmin();

        this.sender = new HookSender(tables.hooks(), config.hookFaults());
        HookQueue queue = new HookQueue(tables, sender);
        Merges merges = new Merges();
        PullJson pullJson = new PullJson(links, tables, repositories, merges);
        PullEvents pulls = new PullEvents(
                queue,
                pullJson,
                new CommentJson(links, tables.comments()),
                new AccountJson(links),
                new RepositoryJson(links, tables));
        PushEvents pushes = new PushEvents(links, tables, repositories, queue);
        StatusEvents statuses = new StatusEvents(links, tables, repositories, queue);
        this.actions = new Actions(
                new Actions.Parts(tables, links, repositories, queue, statuses, pulls),
                config.runner(),
                folder,
                account(BOT));
        this.announcer = new Announcer(tables, repositories, pushes, pulls, actions);
        MergeRequests requests =
                new MergeRequests(new MergeRequests.Parts(tables, repositories, merges, pulls, announcer, actions));
        Attachments attachments =
                new Attachments(folder.resolve("attachments"), config.limits().attachment(), tables.comments());
        Authentication authentication = new Authentication(tables.tokens());
        this.api = new Api(new Api.Parts(
                tables,
                links,
                repositories,
                announcer,
                pushes,
                statuses,
                pullJson,
                requests,
                attachments,
                actions,
                authentication));
        this.pages = new Pages(
                new Pages.Parts(tables, links, repositories, pullJson, requests, attachments, actions, authentication));
        this.gitHttp = new GitHttp(
                repositories,
                new TokenGate(tables, authentication, announcer),
                config.limits().push());
    }

    static Rooms open(EmbeddedForgeConfig config, String url) throws IOException {
        Files.createDirectories(
                config.folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock = lock(config.folder());
        try {
            return new Rooms(config, url, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Tells what a crash has left untold, then runs jobs and delivers hooks. */
    void start() throws IOException {
        announcer.announceAll(admin);
        sender.start();
        try {
            actions.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the forge started", e);
        }
    }

    void addRoutes(RoutesConfig routes) {
        pages.addTo(routes);
        api.addTo(routes);
        routes.exception(Exception.class, (e, context) -> {
            if (Api.concerns(context)) {
                api.failure(e, context);
            } else {
                pages.failure(e, context);
            }
        });
    }

    Filter gitHttp() {
        return gitHttp;
    }

    String url() {
        return links.base();
    }

    Secret adminToken() {
        return adminToken;
    }

    String signInLink(String path) {
        StoredToken token = tables.tokens().find(adminToken.value()).orElseThrow();
        return pages.signInLink(token, path);
    }

    @Override
    public void close() {
        actions.close();
        sender.close();
        repositories.close();
        tables.database().close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the forge's folder", e);
        }
    }

    private Account account(String name) {
        return tables.accounts()
                .find(name)
                .orElseGet(() -> tables.accounts().add(name, false, name + "@localhost", "", ""));
    }

    /** The administrator's token may have been changed in the configuration. */
    private void allowAdmin() {
        boolean known = tables.tokens()
                .find(adminToken.value())
                .filter(token -> token.account().id() == admin.id())
                .isPresent();
        if (!known) {
            tables.database().inTransaction(() -> {
                tables.tokens().remove(admin, "administrator");
                tables.tokens().add(admin, "administrator", adminToken, List.of("all"));
            });
        }
    }

    /** Two forges on one folder would spoil it. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("forge.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("Another forge of this process uses the folder " + folder, e);
        }
        channel.close();
        throw new IOException("Another forge uses the folder " + folder);
    }

    private static Secret keptToken(Path folder) throws IOException {
        Path file = folder.resolve("admin-token");
        if (!Files.exists(file)) {
            Path partial = folder.resolve("admin-token.part");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, Tokens.random().value(), StandardCharsets.UTF_8);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Secret(Files.readString(file, StandardCharsets.UTF_8).strip());
    }
}
