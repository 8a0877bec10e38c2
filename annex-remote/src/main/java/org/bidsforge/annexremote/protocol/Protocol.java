// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The dialogue with git-annex, from its first line to its end. The caller has sent {@link #VERSION} already: that
 * needs no class but the program's own, and git-annex waits for it.
 */
public final class Protocol {
    /**
     * The same protocol as version 1, but refuses versions of git-annex whose export could store a file under the name
     * of another.
     */
    public static final String VERSION = "VERSION 2\n";

    private final LineReader in;
    private final LineWriter out;
    private final Requests requests;
    private final Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    private final Map<String, Job> jobs = new HashMap<>();

    public Protocol(InputStream in, OutputStream out, SpecialRemote remote) {
        this.in = new LineReader(in);
        this.out = new LineWriter(out);
        this.requests = new Requests(remote);
    }

    /** Serves until git-annex is done; what is then still running is of no use to anybody. */
    public void run() throws IOException {
        for (String line = in.next(); line != null; line = in.next()) {
            if (line.startsWith("EXTENSIONS")) {
                agree(line);
                continue;
            }
            Message message = parse(line);
            if (message.command().equals("ERROR")) {
                throw new ProtocolException("git-annex says: " + message.parameters());
            }
            jobs.computeIfAbsent(message.prefix(), prefix -> new Job(prefix, out, extensions, requests))
                    .accept(message);
        }
    }

    private Message parse(String line) throws IOException {
        try {
            return Message.parse(line, extensions.contains(Extension.ASYNC));
        } catch (ProtocolException e) {
            out.write("ERROR " + e.getMessage());
            throw e;
        }
    }

    private void agree(String line) throws IOException {
        StringBuilder common = new StringBuilder("EXTENSIONS");
        Set<String> offered = Set.copyOf(Arrays.asList(line.split(" ", -1)));
        for (Extension extension : Extension.values()) {
            if (offered.contains(extension.name())) {
                extensions.add(extension);
                common.append(' ').append(extension);
            }
        }
        out.write(common.toString());
    }
}
