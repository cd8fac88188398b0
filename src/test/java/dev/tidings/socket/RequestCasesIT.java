package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.RawUpgrade.Answer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as clients and scanners send them, judged by RFC 9112 and, where they want to connect, by RFC 6455. */
@TidingsTest
class RequestCasesIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; client_max_window_bits",
                "x-webkit-deflate-frame",
                "permessage-deflate; foo=\"bar\", ,,;;",
                ";",
                "a b"
            })
    void anUnknownExtensionIsIgnored(String offer) {
        Answer answer = RawUpgrade.to(tidings.ws())
                .bearer(issuer.token("alice"))
                .header("Sec-WebSocket-Extensions", offer)
                .send();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    private static Answer ask(String request) {
        return RawUpgrade.exchange(tidings.port(), request);
    }

    private static String handshake(String line, String... headers) {
        return line + "\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + issuer.token("alice") + "\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket", "WEBSOCKET , foo"})
    void theUpgradeHeaderMayBeSpelledInManyWays(String upgrade) {
        String request = handshake(
                "GET /ws HTTP/1.1",
                "upgrade: " + upgrade,
                "CONNECTION: keep-alive, upgrade",
                "Sec-WebSocket-Version: 13",
                KEY);
        assertThat(ask(request).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "8", "12", "14", "013", "13.0", "thirteen", "", "13, 8"})
    void anotherVersionIsAnswered426WithTheKnownOne(String version) {
        Answer answer = ask(handshake(
                "GET /ws HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: " + version,
                KEY));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aMalformedHandshakeIsRefusedAndCounted() {
        String malformed = handshake(
                "GET /ws HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAA");
        assertThat(ask(malformed).status()).isEqualTo(400);
        assertThat(ask(malformed.replaceAll("Authorization: .*", "X-Token: none"))
                        .status())
                .isEqualTo(400);
        assertThat(tidings.metric("tidings_handshakes_refused_total", "status", "400", "reason", "handshake"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aHandshakeByHttp10IsRefused() {
        String request = handshake(
                "GET /ws HTTP/1.0", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", KEY);
        assertThat(ask(request).status()).isEqualTo(400);
    }

    @Test
    void aPostIsAnswered405WithTheAllowedMethod() {
        Answer answer = ask(handshake(
                "POST /ws HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                KEY,
                "Content-Length: 0"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ws", "/", "/q/health/live", "/api/events", "/api/admin/users", "/no/such/place", "http://h/ws"
            })
    void aRequestWithoutExactlyOneValidHostIsRefused(String target) {
        for (String hosts : new String[] {
            "", "Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n", "Host:\r\n", "Host: a b@@:x\r\n",
                    "Host: a:99999999\r\n",
            "Host: [::1\r\n", "Host: a/b\r\n", "Host: u@a\r\n", "Host: <script>\r\n", "Host: a,b c\r\n",
                    "Host: a:b:c\r\n"
        }) {
            Answer answer = ask("GET " + target + " HTTP/1.1\r\n" + hosts + "Accept: application/json\r\n\r\n");
            assertThat(answer.status()).as(hosts).isEqualTo(400);
            assertThat(answer.body())
                    .as(hosts)
                    .contains("Host:")
                    .doesNotContain("stack")
                    .doesNotContain("script");
        }
    }

    @Test
    void aHostMayBeAnyNameOrAddressWithItsPort() {
        for (String host :
                new String[] {"a", "my_service.ns.svc:8080", "127.0.0.1", "[::1]:8080", "a.example.", "a:"}) {
            assertThat(ask("GET /q/health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status())
                    .as(host)
                    .isEqualTo(200);
        }
        assertThat(ask("GET /q/health/live HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
        assertThat(ask("GET /ws HTTP/1.0\r\n\r\n").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws?%zz",
                "/ws%zz",
                "//",
                "/ws?cursor=%ff%fe",
                "/ws?a=b=c&&=",
                "/%00",
                "/a\u0000b",
                "ws",
                "*",
                "/ws?%"
            })
    void aMalformedAddressIsAClientError(String target) {
        Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 426);
        assertThat(answer.body()).doesNotContain("stack");
    }
}
