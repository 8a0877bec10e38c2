// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command of the user that prints credentials as JSON, in the form that the tools of AWS read: Version 1, AccessKeyId,
 * SecretAccessKey, and perhaps SessionToken and Expiration.
 */
final class CredentialProcess implements Grant {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LONGEST = 1 << 16;

    private final List<String> command;
    private final String region;
    private final Duration patience;

    CredentialProcess(String command, String region, Duration patience) {
        this.command = CommandWords.of(command);
        this.region = region;
        this.patience = patience;
        if (this.command.isEmpty()) {
            throw new IllegalArgumentException("credential-process is empty");
        }
    }

    @Override
    public Granted ask() throws IOException {
        // What the command writes to standard error is for the user; standard input is git-annex's and stays so.
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            CompletableFuture<byte[]> bytes =
                    CompletableFuture.supplyAsync(() -> read(output), CredentialProcess::start);
            byte[] json = bytes.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("does not end");
            }
            if (process.exitValue() != 0) {
                throw failed("ended with exit code " + process.exitValue());
            }
            return parse(json);
        } catch (TimeoutException e) {
            throw failed("gave no credentials within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException("the credential process cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroyForcibly();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "credential-process");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] read(InputStream output) {
        try {
            return output.readNBytes(LONGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private IOException failed(String how) {
        return new IOException("the credential process " + command.get(0) + " " + how);
    }

    private Granted parse(byte[] json) throws IOException {
        Map<String, String> values;
        try {
            values = strings(json);
        } catch (JsonProcessingException e) {
            // The message of the exception quotes the text, which holds the secret; so it is dropped.
            throw failed("printed no JSON object");
        } finally {
            Arrays.fill(json, (byte) 0);
        }
        String accessKey = values.getOrDefault("AccessKeyId", "");
        String secretKey = values.getOrDefault("SecretAccessKey", "");
        if (accessKey.isEmpty()
                || secretKey.isEmpty()
                || !values.getOrDefault("Version", "1").equals("1")) {
            throw failed("printed no Version 1, AccessKeyId and SecretAccessKey");
        }
        return Granted.of(
                accessKey,
                secretKey,
                values.getOrDefault("SessionToken", ""),
                region,
                values.getOrDefault("Expiration", ""));
    }

    private static Map<String, String> strings(byte[] json) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value != null && value.isScalarValue()) {
                    values.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        }
        return values;
    }
}
