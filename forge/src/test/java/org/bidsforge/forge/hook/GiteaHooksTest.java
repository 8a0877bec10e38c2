// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaHooksTest {
    private static final Recording PUSH = Recording.of("push-refs_heads_main");

    private static Delivery parse(Recording recording) {
        return GiteaHooks.parse(recording.headers(), recording.bytes(), List.of(Recording.SECRET));
    }

    private static HookEvent event(Recording recording) {
        assertThat(parse(recording)).isInstanceOf(Delivery.Accepted.class);
        return ((Delivery.Accepted) parse(recording)).event();
    }

    static Stream<Arguments> recordings() throws IOException {
        try (InputStream table = GiteaHooksTest.class.getResourceAsStream("fixtures/expected.tsv")) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> Arguments.of((Object[]) line.split("\t", 2)));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsWhatGiteaReallySends(String name, String expected) {
        Recording recording = Recording.of(name);

        Delivery.Accepted delivery = (Delivery.Accepted) parse(recording);

        assertThat(delivery.event()).hasToString(expected);
        assertThat(delivery.repository()).contains(new RepositoryName("lab", "study-bids"));
        assertThat(delivery.id()).isEqualTo(recording.headers().get("X-Gitea-Delivery"));
    }

    @Test
    void aTestOfTheHookIsToldFromAPush() {
        assertThat(event(Recording.of("push-main")))
                .isInstanceOfSatisfying(
                        HookEvent.Push.class, push -> assertThat(push.isTest()).isTrue());
        assertThat(event(PUSH)).isInstanceOfSatisfying(HookEvent.Push.class, push -> {
            assertThat(push.isTest()).isFalse();
            assertThat(push.isDeletion()).isFalse();
            assertThat(push.branch()).contains("main");
        });
    }

    @Test
    void aReplayWithANewIdHasTheSameContentKey() {
        Map<String, String> replayed = new TreeMap<>(PUSH.headers());
        replayed.put("X-Gitea-Delivery", "another");

        Delivery.Accepted first = (Delivery.Accepted) parse(PUSH);
        Delivery.Accepted second = (Delivery.Accepted) parse(new Recording(replayed, PUSH.body()));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.contentKey()).isPresent().isEqualTo(first.contentKey());
    }

    @Test
    void theStepsOfARunHaveDifferentContentKeys() {
        assertThat(Stream.of("requested", "in_progress", "completed")
                        .map(step -> event(Recording.of("workflow_run-" + step)).contentKey()))
                .doesNotHaveDuplicates()
                .allMatch(Optional::isPresent);
    }

    @Test
    void headersMayComeInAnyCase() {
        Map<String, String> lower = new TreeMap<>();
        PUSH.headers().forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));

        assertThat(event(new Recording(lower, PUSH.body()))).isEqualTo(event(PUSH));
    }

    @Test
    void bothSecretsServeWhileOneReplacesTheOther() {
        List<Secret> rotating = List.of(new Secret("new one"), Recording.SECRET);

        assertThat(GiteaHooks.parse(PUSH.headers(), PUSH.bytes(), rotating)).isEqualTo(parse(PUSH));
        assertThat(GiteaHooks.parse(PUSH.headers(), PUSH.bytes(), List.of(new Secret("new one"))))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void noSecretMeansNobodyIsBelieved() {
        assertThat(GiteaHooks.parse(PUSH.headers(), PUSH.bytes(), List.of())).isInstanceOf(Delivery.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "3BAD8C00BA6DA2AEB6DD6D8AFD8F3C88665B72069E6025ECE4E4E180CBEB72CC"})
    void aWrongSignatureIsRefused(String signature) {
        Map<String, String> forged = new TreeMap<>(PUSH.headers());
        forged.put("X-Gitea-Signature", signature);

        assertThat(parse(new Recording(forged, PUSH.body())))
                .isEqualTo(new Delivery.Refused("missing or wrong signature"));
    }

    @Test
    void anUnsignedHookIsRefused() {
        Map<String, String> unsigned = new TreeMap<>(PUSH.headers());
        unsigned.remove("X-Gitea-Signature");

        assertThat(parse(new Recording(unsigned, PUSH.body()))).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void oneChangedByteIsRefusedBeforeAnythingIsParsed() {
        byte[] body = PUSH.bytes();
        body[0] = '!';

        assertThat(GiteaHooks.parse(PUSH.headers(), body, List.of(Recording.SECRET)))
                .isEqualTo(new Delivery.Refused("missing or wrong signature"));
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        byte[] body = new byte[GiteaHooks.LONGEST_BODY + 1];

        assertThat(GiteaHooks.parse(PUSH.headers(), body, List.of(Recording.SECRET)))
                .isInstanceOf(Delivery.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"ref\":1}",
                "{\"repository\":{\"full_name\":\"../../etc\"}}",
                "{\"ref\":\"x\",\"before\":\"a\",\"after\":\"b\"} trailing"
            })
    void signedNonsenseIsRefusedWithoutAnException(String body) {
        assertThat(parse(PUSH.saying("push", body))).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(parse(PUSH.saying("push", "{\"a\":" + deep + "}"))).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void eventsOfTheWholeForgeAreIgnored() {
        assertThat(event(PUSH.saying("wiki", "{\"action\":\"created\"}"))).isInstanceOf(HookEvent.Ignored.class);
    }

    @Test
    void anySignedBytesGiveAnAnswer() {
        Random random = new Random(7);
        byte[] original = PUSH.bytes();
        for (int round = 0; round < 2000; round++) {
            byte[] body = Arrays.copyOf(original, random.nextInt(original.length) + 1);
            for (int flips = random.nextInt(8); flips > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            Map<String, String> headers = new TreeMap<>(PUSH.headers());
            headers.put("X-Gitea-Signature", Signature.of(body, Recording.SECRET));

            assertThat(GiteaHooks.parse(headers, body, List.of(Recording.SECRET)))
                    .isNotNull();
        }
    }
}
