// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One of git-annex's jobs: serves its requests one after the other in a thread of its own, and holds the dialogue that
 * a request needs. The thread that reads git-annex's lines only puts them into the queues, which never makes it wait.
 */
final class Job implements Annex {
    /** git-annex sends one request at a time, and the name for an export before it. */
    private static final int MOST_WAITING = 1000;

    private final String prefix;
    private final LineWriter out;
    private final Set<Extension> extensions;
    private final Requests requests;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final BlockingQueue<Message> replies = new LinkedBlockingQueue<>(MOST_WAITING);
    private @Nullable String exportName;
    private boolean initializing;

    Job(String prefix, LineWriter out, Set<Extension> extensions, Requests requests) {
        this.prefix = prefix;
        this.out = out;
        this.extensions = extensions;
        this.requests = requests;
        Thread thread = new Thread(this::serve, prefix.isEmpty() ? "job" : prefix.strip());
        thread.setDaemon(true);
        thread.start();
    }

    /** False if so much is waiting already that the other side cannot be git-annex. */
    boolean accept(Message message) {
        return (message.isReply() ? replies : waiting).offer(message);
    }

    private void serve() {
        try {
            while (true) {
                for (String line : requests.answer(next(), this)) {
                    send(line);
                }
            }
        } catch (IOException e) {
            System.err.println("git-annex reads no answers any more: " + e.getMessage());
        }
    }

    /** Whatever interrupted this thread meant a request that has been answered; the next one is served all the same. */
    private Message next() {
        Message request = null;
        while (request == null) {
            try {
                request = waiting.take();
            } catch (InterruptedException answered) {
                Thread.onSpinWait();
            }
        }
        return request;
    }

    /** The name that EXPORT gave for the request that follows it. */
    Optional<String> takeExportName() {
        Optional<String> name = Optional.ofNullable(exportName);
        exportName = null;
        return name;
    }

    void exportName(String name) {
        exportName = name;
    }

    /** Whether the remote has no name in this repository yet: some versions of git-annex fail when asked for it. */
    void initializing(boolean now) {
        initializing = now;
    }

    boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    private void send(String line) throws IOException {
        out.write(prefix + line);
    }

    private String ask(String question, String expected) throws IOException {
        // What an earlier request did not wait for is no answer to this one.
        replies.clear();
        send(question);
        try {
            Message reply = replies.take();
            if (!reply.command().equals(expected)) {
                throw new ProtocolException("git-annex answered " + reply.command() + " instead of " + expected);
            }
            return reply.parameters();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProtocolException("interrupted while waiting for " + expected);
        }
    }

    @Override
    public String config(String setting) throws IOException {
        String value = ask("GETCONFIG " + setting, "VALUE");
        return ByteText.decode(value).orElse(value);
    }

    @Override
    public Optional<Credentials> credentials(String name) throws IOException {
        String[] words = ask("GETCREDS " + name, "CREDS").split(" ", 2);
        return words.length < 2 || words[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(words[0], words[1]));
    }

    @Override
    public void setCredentials(String name, Credentials credentials) throws IOException {
        send("SETCREDS " + name + " " + credentials.user() + " " + credentials.password());
    }

    @Override
    public String uuid() throws IOException {
        return ask("GETUUID", "VALUE");
    }

    @Override
    public String remoteName() throws IOException {
        String name = has(Extension.GETGITREMOTENAME) && !initializing ? ask("GETGITREMOTENAME", "VALUE") : "";
        if (name.isEmpty()) {
            name = ask("GETCONFIG sameas-name", "VALUE");
        }
        return name.isEmpty() ? config("name") : ByteText.decode(name).orElse(name);
    }

    @Override
    public boolean mayAskToVerify() {
        return has(Extension.DELEGATE);
    }

    @Override
    public String gitDirectory() throws IOException {
        return ask("GETGITDIR", "VALUE");
    }

    @Override
    public void progress(long bytes) throws IOException {
        send("PROGRESS " + bytes);
    }

    @Override
    public void debug(String message) throws IOException {
        send("DEBUG " + ByteText.ofMessage(message));
    }

    @Override
    public void info(String message) throws IOException {
        if (has(Extension.INFO)) {
            send("INFO " + ByteText.ofMessage(message));
        } else {
            System.err.println(message);
        }
    }
}
