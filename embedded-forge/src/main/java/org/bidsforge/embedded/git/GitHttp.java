// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** Serves git at {@code /{owner}/{name}.git}, as a filter in front of all that is no git. */
public final class GitHttp implements Filter {
    private static final Pattern PATH =
            Pattern.compile("/([^/]+)/([^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");
    private static final String ADMISSION = GitHttp.class.getName();
    private static final int SECONDS = 600;

    private final GitServlet servlet = new GitServlet();
    private final BareRepositories repositories;
    private final GitGate gate;
    private final long maxPush;

    public GitHttp(BareRepositories repositories, GitGate gate, long maxPush) {
        this.repositories = repositories;
        this.gate = gate;
        this.maxPush = maxPush;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        servlet.setAsIsFileService(AsIsFileService.DISABLED);
        servlet.setRepositoryResolver((request, name) -> {
            Repository git = repositories.of(admission(request).repository()).git();
            // The servlet closes it after the request.
            git.incrementOpen();
            return git;
        });
        servlet.setUploadPackFactory((request, git) -> uploadPack(request, git));
        servlet.setReceivePackFactory((request, git) -> receivePack(admission(request), git));
        servlet.init(new Config(config.getServletContext()));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Matcher path = PATH.matcher(http.getRequestURI());
            if (path.matches()) {
                serve(path, http, answer);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void serve(Matcher path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean write =
                path.group(3).equals("git-receive-pack") || "git-receive-pack".equals(request.getParameter("service"));
        GitGate.Admission admission =
                gate.admit(path.group(1), path.group(2), request.getHeader("Authorization"), write);
        if (admission instanceof GitGate.Closed closed) {
            if (closed.status() == 401) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"BIDSforge\", charset=\"UTF-8\"");
            }
            response.setContentType("text/plain; charset=utf-8");
            response.setStatus(closed.status());
            response.getWriter().println(closed.reason());
            return;
        }
        request.setAttribute(ADMISSION, admission);
        servlet.service(new Routed(request), response);
    }

    private static GitGate.Open admission(HttpServletRequest request) {
        return (GitGate.Open) request.getAttribute(ADMISSION);
    }

    private static UploadPack uploadPack(HttpServletRequest request, Repository git) {
        UploadPack pack = new UploadPack(git);
        pack.setTimeout(SECONDS);
        // Submodules may be at a commit that no branch points at any more.
        pack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
        String protocol = request.getHeader("Git-Protocol");
        if (protocol != null) {
            pack.setExtraParameters(List.of(protocol.split(":", -1)));
        }
        return pack;
    }

    private ReceivePack receivePack(GitGate.Open admission, Repository git) {
        ReceivePack pack = new ReceivePack(git);
        pack.setTimeout(SECONDS);
        pack.setMaxPackSizeLimit(maxPush);
        pack.setAllowNonFastForwards(true);
        pack.setAtomic(false);
        pack.setPreReceiveHook((receiving, commands) -> {
            for (ReceiveCommand command : commands) {
                if (command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED) {
                    admission
                            .pushes()
                            .refusal(command.getRefName(), kind(command.getType()))
                            .ifPresent(
                                    reason -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason));
                }
            }
        });
        pack.setPostReceiveHook((receiving, commands) -> admission.pushes().pushed());
        return pack;
    }

    private static GitGate.Kind kind(ReceiveCommand.Type type) {
        return switch (type) {
            case CREATE -> GitGate.Kind.CREATE;
            case UPDATE -> GitGate.Kind.FORWARD;
            case UPDATE_NONFASTFORWARD -> GitGate.Kind.REWRITE;
            case DELETE -> GitGate.Kind.DELETE;
        };
    }

    /** The request as a servlet at the root of all paths sees it. */
    private static final class Routed extends HttpServletRequestWrapper {
        Routed(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getServletPath() {
            return "";
        }

        @Override
        public String getPathInfo() {
            return getRequestURI();
        }
    }

    /** The servlet's surroundings: it has no settings of its own. */
    private record Config(ServletContext context) implements ServletConfig {
        @Override
        public String getServletName() {
            return "git";
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public @Nullable String getInitParameter(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
