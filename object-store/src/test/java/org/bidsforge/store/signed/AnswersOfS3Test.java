// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.store.Labels;
import org.bidsforge.store.Retries;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says in XML, there is a result or a {@link StoreException}, soon and within bounds of memory. */
class AnswersOfS3Test {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** All that was ever allocated, most of it at different times. */
    private static final long MOST_ALLOCATED = 400 << 20;

    private static final String ETAG = "ETag: \"5d41402abc4b2a76b9719d911017c592\"\r\n";
    private static final byte[] NOTHING = {};
    private static final StoredObject SOURCE =
            new StoredObject("a", 5, Optional.of("a"), Optional.empty(), Optional.empty());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final OddServer server = OddServer.start();
    private final SignedObjectStore store = store();
    private final SignedBucket bucket = bucket();

    /** What the client asks, and a good answer to it. */
    private enum Question {
        LIST("""
                <?xml version="1.0" encoding="UTF-8"?>
                <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>
                <Contents><Key>prefix/a%20b</Key><Size>5</Size><ETag>"5d41402abc4b2a76b9719d911017c592"</ETag></Contents>
                <IsTruncated>false</IsTruncated></ListBucketResult>"""),
        UPLOADS("""
                <ListMultipartUploadsResult><Upload><Key>prefix/a</Key><UploadId>1</UploadId>
                <Initiated>2030-01-01T00:00:00.000Z</Initiated></Upload><IsTruncated>false</IsTruncated>
                </ListMultipartUploadsResult>"""),
        LATEST("""
                <ListPartsResult><Upload><Key>prefix/o</Key><UploadId>1</UploadId></Upload>
                <Part><PartNumber>1</PartNumber><Size>5</Size><ETag>"a"</ETag></Part>
                <IsTruncated>false</IsTruncated></ListPartsResult>"""),
        BEGIN("<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"),
        COMPLETE("<CompleteMultipartUploadResult><ETag>\"a-1\"</ETag></CompleteMultipartUploadResult>"),
        COPY("<CopyObjectResult><ETag>\"a\"</ETag></CopyObjectResult>"),
        VERSIONING("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
        LOCK("<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"),
        READ("<Error><Code>NoSuchKey</Code><Message>There is none.</Message></Error>"),
        FIND("<Error><Code>AccessDenied</Code><Message>You may not.</Message></Error>");

        private final String answer;

        Question(String answer) {
            this.answer = answer;
        }
    }

    private StoreLocation.S3 location() {
        return S3Server.at(server.port(), "bucket/prefix");
    }

    private Connection connection() {
        return new Connection(location(), MinioServer.credentials(), S3Options.standard(), Clock.systemUTC());
    }

    private SignedObjectStore store() {
        return new SignedObjectStore(
                location(), MinioServer.credentials(), S3Options.standard(), once(), Clock.systemUTC());
    }

    private static Retries once() {
        return new Retries(1, Duration.ZERO);
    }

    private SignedBucket bucket() {
        return new SignedBucket(connection(), once());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void ask(Question question) throws IOException {
        Uploads uploads = new Uploads(connection(), once(), "o", "prefix/o");
        switch (question) {
            case LIST -> store.list("", object -> assertThat(object.size()).isNotNegative());
            case UPLOADS ->
                bucket.uploads("", upload -> assertThat(upload.name()).isNotNull());
            case LATEST -> uploads.latest();
            case BEGIN -> uploads.start(Labels.NONE);
            case COMPLETE ->
                uploads.complete(
                        new PartialUpload("1", false, Map.of()), List.of(new PartialUpload.Part(1, 5, "a<&\"", "")));
            case COPY -> new ServerCopy(connection(), once(), "a", "a", "b", SOURCE).run(new TreeMap<>());
            case VERSIONING -> bucket.versioning();
            case LOCK -> bucket.isLockable();
            case READ -> store.read("o", 0).close();
            case FIND -> store.find("o");
        }
    }

    /** Whether there was a result. */
    private boolean answers(Question question) throws IOException {
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long start = System.nanoTime();
        boolean answered = true;
        try {
            ask(question);
        } catch (StoreException expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(10_000);
            answered = false;
        }
        assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(SOON.toNanos());
        assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated)
                .as("bytes")
                .isLessThan(MOST_ALLOCATED);
        return answered;
    }

    @Test
    void understandsGoodAnswers() throws IOException {
        for (Question question : EnumSet.range(Question.LIST, Question.LOCK)) {
            server.say(200, ETAG, question.answer.getBytes(UTF_8), NOTHING);

            assertThat(answers(question)).as(question.name()).isTrue();
        }
    }

    static Stream<Arguments> hostileAnswers() {
        return Arrays.stream(Question.values())
                .flatMap(question -> HostileAnswer.all().stream().map(answer -> Arguments.of(question, answer)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hostileAnswers")
    void survives(Question question, HostileAnswer answer) throws IOException {
        for (int status : List.of(200, 400)) {
            server.say(
                    status,
                    ETAG,
                    answer.text().getBytes(ISO_8859_1),
                    answer.repeated().getBytes(ISO_8859_1));
            boolean answered = answers(question);
            assertThat(answered && status == 400 && question != Question.LATEST).isFalse();
        }
    }

    @Test
    void survivesAnyMutation() throws IOException {
        mutate(3000);
    }

    @Test
    @Tag("long")
    void survivesTwentyThousandMutations() throws IOException {
        mutate(20_000);
    }

    private void mutate(int count) throws IOException {
        Random random = new Random(5);
        Question[] questions = Question.values();
        int answered = 0;
        for (int i = 0; i < count; i++) {
            Question question = questions[random.nextInt(questions.length)];
            byte[] text = mutated(question.answer.getBytes(UTF_8), random);
            String headers = new String(mutated(ETAG.getBytes(UTF_8), random), ISO_8859_1).replace("\r\n\r\n", "");
            int status = random.nextInt(4) == 0 ? 400 + random.nextInt(200) : 200;
            server.say(status, headers + "\r\n", text, NOTHING);
            answered += answers(question) ? 1 : 0;
        }
        assertThat(answered).isBetween(count / 20, count);
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> bytes[at] = "<>&;/%\"'0123456789-\u0000 ".getBytes(ISO_8859_1)[random.nextInt(20)];
                default -> {
                    byte[] more = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                    System.arraycopy(bytes, at, more, bytes.length, bytes.length - at);
                    bytes = more;
                }
            }
        }
        return bytes;
    }
}
