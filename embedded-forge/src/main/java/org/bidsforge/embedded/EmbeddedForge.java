// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import org.bidsforge.core.config.Secret;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small forge in this process: git over HTTP, the part of Gitea's API, hooks and Actions that BIDSforge uses, and
 * pages. What was acknowledged survives a crash of the process and of the machine.
 *
 * <pre>{@code
 * EmbeddedForgeConfig config = EmbeddedForgeConfig.in(folder, Map.of("PATH", "/usr/bin:/bin"));
 * try (EmbeddedForge forge = EmbeddedForge.start(config)) {
 *     System.out.println(forge.url() + " " + forge.signInLink("/"));
 * }
 * }</pre>
 */
public final class EmbeddedForge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedForge.class);

    private final Rooms rooms;
    private final Javalin server;

    private EmbeddedForge(Rooms rooms, Javalin server) {
        this.rooms = rooms;
        this.server = server;
    }

    /** Starts the forge; it goes on where it stopped. */
    public static EmbeddedForge start(EmbeddedForgeConfig config) throws IOException {
        int port = config.port() == 0 ? freePort(config.host()) : config.port();
        if (!config.onLoopback()) {
            LOG.warn("The forge listens on {}: whoever may push there runs commands on this machine", config.host());
        }
        String shownHost = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        String url = config.publicUrl().orElse("http://" + shownHost + ":" + port);
        Rooms rooms = Rooms.open(config, url);
        try {
            rooms.start();
            Javalin server = Javalin.create(javalin -> configure(javalin, config, port, rooms));
            server.start();
            LOG.info("The forge listens on {}", url);
            return new EmbeddedForge(rooms, server);
        } catch (IOException | RuntimeException e) {
            rooms.close();
            throw e;
        }
    }

    /** What links begin with, without a slash at the end. */
    public String url() {
        return rooms.url();
    }

    /** The token of the administrator, whose name is {@link #adminName()}. */
    public Secret adminToken() {
        return rooms.adminToken();
    }

    /** Who the administrator's token belongs to. */
    public String adminName() {
        return Rooms.ADMIN;
    }

    /** An address that signs the administrator in, once and within ten minutes, and then shows the path. */
    public String signInLink(String path) {
        return rooms.signInLink(path);
    }

    @Override
    public void close() {
        server.stop();
        rooms.close();
    }

    private static void configure(JavalinConfig javalin, EmbeddedForgeConfig config, int port, Rooms rooms) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.jetty.host = config.host();
        javalin.jetty.port = port;
        javalin.http.maxRequestSize = config.limits().body();
        javalin.jetty.multipartConfig.maxTotalRequestSize(config.limits().attachment() + (1 << 20), SizeUnit.BYTES);
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // Branches have slashes, which clients may escape.
            http.setUriCompliance(UriCompliance.DEFAULT.with(
                    "branches",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        });
        javalin.jetty.modifyServletContextHandler(context -> {
            context.getServletHandler().setDecodeAmbiguousURIs(true);
            FilterHolder git = new FilterHolder(rooms.gitHttp());
            git.setAsyncSupported(true);
            context.addFilter(git, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
        rooms.addRoutes(javalin.routes);
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }
}
