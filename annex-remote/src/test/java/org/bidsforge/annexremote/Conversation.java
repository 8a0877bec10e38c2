// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bidsforge.annexremote.protocol.Protocol;
import org.bidsforge.annexremote.protocol.SpecialRemote;

/** The remote in this process, talked to as git-annex would; questions are answered from a map of settings. */
final class Conversation implements AutoCloseable {
    private final OutputStream requests;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Map<String, String> settings;
    private final Map<String, String> credentials = new HashMap<>();
    private final Path gitDirectory;
    private final String prefix;

    Conversation(SpecialRemote remote, Path gitDirectory, Map<String, String> settings, boolean async)
            throws IOException {
        this.gitDirectory = gitDirectory;
        this.settings = new HashMap<>(settings);
        this.prefix = async ? "J 7 " : "";
        PipedOutputStream pipe = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(pipe, 1 << 16);
        this.requests = pipe;
        OutputStream out = new Lines();
        start(() -> {
            try {
                new Protocol(in, out, remote).run();
            } catch (IOException e) {
                lines.add("(ended: " + e.getMessage() + ")");
            }
        });
        say(async ? "EXTENSIONS INFO ASYNC" : "EXTENSIONS INFO");
        next();
    }

    /** With the program in a process, which can be killed. */
    Conversation(Process process, Path gitDirectory, Map<String, String> settings) throws IOException {
        this.gitDirectory = gitDirectory;
        this.settings = new HashMap<>(settings);
        this.prefix = "J 7 ";
        this.requests = process.getOutputStream();
        start(() -> {
            try (InputStream said = process.getInputStream()) {
                said.transferTo(new Lines());
                lines.add("(ended)");
            } catch (IOException e) {
                lines.add("(ended: " + e.getMessage() + ")");
            }
        });
        assertThat(next()).isEqualTo("VERSION 2");
        say("EXTENSIONS INFO ASYNC");
        next();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "remote");
        thread.setDaemon(true);
        thread.start();
    }

    /** Cuts what is written into lines; never makes the remote wait. */
    private final class Lines extends OutputStream {
        private final StringBuilder line = new StringBuilder();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            } else {
                line.append((char) (b & 0xff));
            }
        }
    }

    void login(String user, String password) {
        credentials.put("minio", user + " " + password);
    }

    private void say(String line) throws IOException {
        requests.write((line + "\n").getBytes(ISO_8859_1));
        requests.flush();
    }

    private String next() throws IOException {
        try {
            String line = lines.poll(60, TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException("no answer within a minute");
            }
            return line;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Sends a request (its bytes as characters) and gives the answer, all questions in between being answered. */
    String ask(String request) throws IOException {
        say(prefix + request);
        if (request.startsWith("EXPORT ")) {
            return "";
        }
        while (true) {
            String line = next();
            if (!line.startsWith(prefix)) {
                return line;
            }
            String message = line.substring(prefix.length());
            String[] words = message.split(" ", 2);
            switch (words[0]) {
                case "GETCONFIG" -> reply("VALUE " + settings.getOrDefault(words[1], ""));
                case "GETCREDS" -> reply("CREDS " + credentials.getOrDefault(words[1], " "));
                case "GETUUID" -> reply("VALUE 11111111-1111-1111-1111-111111111111");
                case "GETGITDIR" -> reply("VALUE " + gitDirectory);
                case "SETCREDS" -> credentials.put(words[1].split(" ", 2)[0], words[1].split(" ", 2)[1]);
                case "PROGRESS", "INFO", "DEBUG" -> {}
                default -> {
                    return message;
                }
            }
        }
    }

    private void reply(String line) throws IOException {
        say(prefix + line);
    }

    /** Like {@link #ask}, for answers of several lines. */
    List<String> list(String request, String end) throws IOException {
        List<String> answer = new ArrayList<>();
        answer.add(ask(request));
        while (!answer.get(answer.size() - 1).equals(end)) {
            answer.add(next().substring(prefix.length()));
        }
        return answer;
    }

    /** Text as its bytes in UTF-8, each as a character, which is how names travel. */
    static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
