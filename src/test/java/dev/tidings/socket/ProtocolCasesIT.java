package dev.tidings.socket;

import static dev.tidings.testkit.RawSocket.PING;
import static dev.tidings.testkit.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.RawUpgrade.Answer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in on the wire, judged by RFC 6455 and RFC 9112, against one packaged process. */
class ProtocolCasesIT {
    /** Far less than the time after which a connection is cut anyhow. */
    private static final Duration AT_ONCE = Duration.ofSeconds(7);

    private static final AtomicInteger USERS = new AtomicInteger();
    private static Issuer issuer;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        tidings = TestLog.create()
                .readBy(TidingsProcess.named("protocol-cases").issuer(issuer))
                .env("TIDINGS_SOCKET_CLOSE_TIMEOUT", "1m")
                .env("TIDINGS_SOCKET_MAX_OFFENCES", "100")
                .env("TIDINGS_SESSION_HEARTBEAT", "2s")
                .startReady();
    }

    @AfterAll
    static void nothingOfItIsAnErrorOfOurs() {
        try {
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log()).doesNotContain("\tat ").doesNotContain("Exception");
        } finally {
            tidings.close();
            issuer.close();
        }
    }

    private static RawSocket connect() {
        RawSocket socket = RawSocket.open(tidings, issuer.token("user-" + USERS.incrementAndGet()));
        assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
        return socket;
    }

    private static String errorIn(JsonObject frame) {
        assertThat(frame.getString("type")).isEqualTo("tidings.error");
        return frame.getJsonObject("data").getString("code");
    }

    private static void assertEndsAtOnce(RawSocket socket) {
        long before = System.nanoTime();
        socket.awaitEnd();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
    }

    static Stream<FrameCases.Good> good() {
        return FrameCases.good();
    }

    static Stream<FrameCases.Bad> bad() {
        return FrameCases.bad();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsAllowedIsTakenAndTheSessionGoesOn(FrameCases.Good frames) {
        try (RawSocket socket = connect()) {
            socket.bytes(frames.bytes());
            for (String code : frames.answers()) {
                assertThat(errorIn(socket.next())).isEqualTo(code);
            }
            socket.text(FrameCases.EVENT);
            assertThat(errorIn(socket.next())).isEqualTo("unknown-type");
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsNotClosesWithTheCodeOfItsFault(FrameCases.Bad frames) {
        try (RawSocket socket = connect()) {
            socket.bytes(frames.bytes());
            assertThat(socket.awaitClose()).isEqualTo(frames.code());
            // A client that has done nothing forbidden has to answer; of the others no answer is waited for.
            if (frames.code() >= 4000) {
                socket.bytes(FrameCases.close(frames.code()));
            }
            assertEndsAtOnce(socket);
        }
    }

    static IntStream codes() {
        return IntStream.of(
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCloseFrameIsAnsweredByItsCodeAndTheConnectionEndsAtOnce(int code) {
        try (RawSocket socket = connect()) {
            socket.bytes(FrameCases.close(code, "x".repeat(123).chars().toArray()));
            assertThat(socket.awaitClose()).isEqualTo(code);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void aCloseFrameWithoutACodeIsAnsweredToo() {
        try (RawSocket socket = connect()) {
            socket.bytes(RawSocket.frame(RawSocket.CLOSE, new byte[0]));
            assertThat(socket.awaitClose()).isIn(1000, 1005);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void whatComesAfterACloseFrameIsOfNoInterest() {
        try (RawSocket socket = connect()) {
            socket.bytes(FrameCases.close(1000));
            socket.bytes(FrameCases.repeat(100, RawSocket.frame(TEXT, FrameCases.EVENT.getBytes(UTF_8))));
            assertThat(socket.awaitClose()).isEqualTo(1000);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void aPongThatAnswersAPingIsFreeAndOneThatDoesNotCounts() {
        try (RawSocket socket = connect()) {
            RawSocket.Frame frame = socket.read();
            while (frame.opcode() != PING) {
                frame = socket.read();
            }
            socket.bytes(FrameCases.repeat(21, FrameCases.pong()));
            socket.text(FrameCases.EVENT);
            socket.bytes(FrameCases.repeat(30, FrameCases.pong()));
            assertThat(socket.awaitClose()).isEqualTo(4429);
        }
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
    void anUpgradeMayBeSpelledInManyWays(String upgrade) {
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
    void anotherVersionIsRefusedBy426ThatNamesTheOneWhichIsKnown(String version) {
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
    void aMalformedHandshakeIsRefusedWhoeverSendsItAndIsCounted() {
        String malformed = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n";
        assertThat(ask(malformed + "\r\n").status()).isEqualTo(400);
        assertThat(ask(malformed + "Authorization: Bearer " + issuer.token("alice") + "\r\n\r\n")
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
    void aPostIsRefusedAndToldWhatIsAllowed() {
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
    void aRequestWithoutOneGoodHostIsRefused(String target) {
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
    void aMalformedAddressIsNoErrorOfOurs(String target) {
        Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 426);
        assertThat(answer.body()).doesNotContain("stack");
    }

    @Test
    void aTokenIsTakenAlikeAtTheHandshakeAndInAMessage() {
        for (int padding : new int[] {8_000, 12_500, 14_500}) {
            String token =
                    issuer.mint("padded").claim("padding", "x".repeat(padding)).sign();
            try (RawSocket socket = RawSocket.open(tidings, token)) {
                socket.next();
                socket.text(renewal(token));
                socket.text(FrameCases.EVENT);
                assertThat(errorIn(socket.next())).as(token.length() + " bytes").isEqualTo("unknown-type");
            }
        }
    }

    @Test
    void aTokenBeyondTheLimitIsRefusedAlikeAndTheSessionGoesOn() {
        for (int padding : new int[] {16_000, 40_000}) {
            String token =
                    issuer.mint("padded").claim("padding", "x".repeat(padding)).sign();
            Answer answer = RawUpgrade.to(tidings.ws()).bearer(token).send();
            assertThat(answer.status()).as(token.length() + " bytes").isEqualTo(431);
            try (RawSocket socket = connect()) {
                socket.text(renewal(token));
                JsonObject error = socket.next();
                assertThat(errorIn(error)).isEqualTo("token-refused");
                assertThat(error.encode()).contains("tidings.identity.max-token-size");
                socket.text(FrameCases.EVENT);
                assertThat(errorIn(socket.next())).isEqualTo("unknown-type");
            }
        }
    }

    private static String renewal(String token) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"tidings.token\",\"data\":{\"token\":\""
                + token + "\"}}";
    }
}
