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

    private static final int MOST_JOBS = 4096;

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
            if (line.equals("EXTENSIONS") || line.startsWith("EXTENSIONS ")) {
                agree(line);
                continue;
            }
            Message message = parse(line);
            if (message.command().equals("ERROR")) {
                throw new ProtocolException("git-annex says: " + message.parameters());
            }
            if (!job(message.prefix()).accept(message)) {
                throw refused("more requests at once than git-annex has ever sent");
            }
        }
    }

    private Job job(String prefix) throws IOException {
        if (jobs.size() >= MOST_JOBS && !jobs.containsKey(prefix)) {
            throw refused("more than " + MOST_JOBS + " jobs");
        }
        return jobs.computeIfAbsent(prefix, absent -> new Job(absent, out, extensions, requests));
    }

    private ProtocolException refused(String reason) throws IOException {
        out.write("ERROR " + reason);
        return new ProtocolException(reason);
    }

    private Message parse(String line) throws IOException {
        try {
            return Message.parse(line, extensions.contains(Extension.ASYNC));
        } catch (ProtocolException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private void agree(String line) throws IOException {
        StringBuilder common = new StringBuilder("EXTENSIONS");
        Set<String> offered = Set.copyOf(Arrays.asList(line.split(" ", -1)));
        for (Extension extension : Extension.values()) {
            if (offered.contains(extension.word())) {
                extensions.add(extension);
                common.append(' ').append(extension.word());
            }
        }
        out.write(common.toString());
    }
}
