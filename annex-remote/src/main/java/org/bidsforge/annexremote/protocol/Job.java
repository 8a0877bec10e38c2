// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One of git-annex's jobs: serves its requests one after the other in a thread of its own, and holds the dialogue that
 * a request needs. The thread that reads git-annex's lines only puts them into the queues, which never makes it wait.
 */
final class Job implements Annex {
    private final String prefix;
    private final LineWriter out;
    private final Set<Extension> extensions;
    private final Requests requests;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> replies = new LinkedBlockingQueue<>();

    Job(String prefix, LineWriter out, Set<Extension> extensions, Requests requests) {
        this.prefix = prefix;
        this.out = out;
        this.extensions = extensions;
        this.requests = requests;
        Thread thread = new Thread(this::serve, prefix.isEmpty() ? "job" : prefix.strip());
        thread.setDaemon(true);
        thread.start();
    }

    void accept(Message message) {
        if (message.isReply()) {
            replies.add(message);
        } else {
            waiting.add(message);
        }
    }

    private void serve() {
        try {
            while (true) {
                Message request = waiting.take();
                for (String line : requests.answer(request, this)) {
                    send(line);
                }
            }
        } catch (InterruptedException | IOException e) {
            // Nobody reads the answers any more: git-annex is gone, and the reading thread ends the program.
            Thread.currentThread().interrupt();
        }
    }

    boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    private void send(String line) throws IOException {
        out.write(prefix + line);
    }

    private String ask(String question, String expected) throws IOException {
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
