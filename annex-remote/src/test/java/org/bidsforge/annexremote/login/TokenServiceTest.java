// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenServiceTest {
    private static final String GRANTED = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Credentials>
            <AccessKeyId>AK</AccessKeyId><SecretAccessKey>a&#43;b/c</SecretAccessKey>
            <Expiration>2030-01-01T00:00:00Z</Expiration><SessionToken>token==</SessionToken>
            </Credentials></AssumeRoleWithWebIdentityResponse>""";
    private static final TokenService.Role ROLE = new TokenService.Role("arn:aws:iam::1:role/a b", "me", "900");

    @TempDir
    private Path folder;

    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private String answer = GRANTED;
    private int status = 200;
    private Clock clock = Clock.systemUTC();
    private HttpServer server = create();

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse(""));
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private TokenService service() {
        return new TokenService(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                new PlainHttp.Route(Optional.empty(), Optional.empty()),
                "eu-west-1",
                clock);
    }

    @Test
    void exchangesAnIdentitysTokenWithoutSigning() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "header.payload+sign\n");

        Granted granted = service().webIdentity(token, ROLE).ask();

        assertThat(granted.credentials().secretKey().value()).isEqualTo("a+b/c");
        assertThat(granted.credentials().sessionToken().orElseThrow().value()).isEqualTo("token==");
        assertThat(granted.credentials().region()).isEqualTo("eu-west-1");
        assertThat(granted.expires()).contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(forms)
                .containsExactly("Action=AssumeRoleWithWebIdentity&DurationSeconds=900"
                        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa+b&RoleSessionName=me&Version=2011-06-15"
                        + "&WebIdentityToken=header.payload%2Bsign");
        assertThat(authorizations).containsExactly("");
    }

    @Test
    void signsTheWishForARole() throws IOException {
        StoreCredentials base = new StoreCredentials("base", new Secret("secret"), Optional.empty(), "eu-west-1");

        service().role(base, ROLE).ask();

        assertThat(authorizations.get(0))
                .matches("AWS4-HMAC-SHA256 Credential=base/[0-9]{8}/eu-west-1/sts/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}");
    }

    @Test
    void saysWhyThereAreNone() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret-token");
        status = 400;
        answer =
                "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>token is expired</Message></Error></ErrorResponse>";

        assertThatThrownBy(() -> service().webIdentity(token, ROLE).ask())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 400")
                .hasMessageContaining("ExpiredToken token is expired")
                .hasMessageNotContaining("secret-token");
    }

    @Test
    void takesNoPageForCredentials() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "t");
        answer = "<html>Console</html>";

        assertThatThrownBy(() -> service().webIdentity(token, ROLE).ask()).hasMessageContaining("gave no credentials");
    }

    @Test
    void reckonsByTheClockOfTheService() throws IOException {
        StoreCredentials base = new StoreCredentials("base", new Secret("secret"), Optional.empty(), "eu-west-1");
        clock = Clock.offset(clock, Duration.ofDays(-400));

        TokenService service = service();
        Instant expires = service.role(base, ROLE).ask().expires().orElseThrow();
        service.role(base, ROLE).ask();

        assertThat(expires)
                .isCloseTo(Instant.parse("2030-01-01T00:00:00Z").minus(Duration.ofDays(400)), within(1, MINUTES));
        String today = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(ZoneOffset.UTC));
        assertThat(authorizations.get(0)).doesNotContain(today);
        assertThat(authorizations.get(1)).contains(today);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<AccessKeyId>AK</AccessKeyId><SecretAccessKey>s</SecretAccessKey>",
                "<AccessKeyId>AK</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionTok",
                "<AccessKeyId>A\n</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>",
                "<AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>\r\nx: y</SessionToken>"
            })
    void takesNoHalfCredentials(String text) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "t");
        answer = text;

        assertThatThrownBy(() -> service().webIdentity(token, ROLE).ask()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "+999999999-12-31T23:59:59Z", "2030-13-01T00:00:00Z"})
    void takesNoEndThatIsNoTime(String end) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "t");
        answer = GRANTED.replace("2030-01-01T00:00:00Z", end);

        assertThatThrownBy(() -> service().webIdentity(token, ROLE).ask())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of use");
    }
}
