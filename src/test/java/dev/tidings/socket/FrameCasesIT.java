package dev.tidings.socket;

import static dev.tidings.testkit.RawSocket.PING;
import static dev.tidings.testkit.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.RawUpgrade.Answer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames as clients send them, judged by RFC 6455: all cases against one packaged process. */
@TidingsTest(
        settings = {"TIDINGS_SOCKET_CLOSE_TIMEOUT=1m", "TIDINGS_SOCKET_MAX_OFFENCES=100", "TIDINGS_SESSION_HEARTBEAT=2s"
        })
class FrameCasesIT {
    /** Far less than the time after which a connection is cut anyhow. */
    private static final Duration AT_ONCE = Duration.ofSeconds(7);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    private static RawSocket connect() {
        return RawSession.open(tidings, issuer).socket();
    }

    private static String errorIn(JsonObject frame) {
        return RawSession.error(frame).getString("code");
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
    void allowedFramesAreAcceptedAndTheSessionContinues(FrameCases.Good frames) {
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
    void forbiddenFramesCloseWithTheirCode(FrameCases.Bad frames) {
        try (RawSocket socket = connect()) {
            socket.bytes(frames.bytes());
            assertThat(socket.awaitClose()).isEqualTo(frames.code());
            // A client that has done nothing forbidden has to answer; of the others no answer is waited for.
            if (frames.code() >= 4000) {
                socket.bytes(FrameBytes.close(frames.code()));
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
    void aCloseFrameIsAnsweredWithItsCodeAndEndsTheConnection(int code) {
        try (RawSocket socket = connect()) {
            socket.bytes(FrameBytes.close(code, "x".repeat(123).chars().toArray()));
            assertThat(socket.awaitClose()).isEqualTo(code);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void aCloseFrameWithoutACodeIsAnswered() {
        try (RawSocket socket = connect()) {
            socket.bytes(RawSocket.frame(RawSocket.CLOSE, new byte[0]));
            assertThat(socket.awaitClose()).isIn(1000, 1005);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void framesAfterACloseFrameAreIgnored() {
        try (RawSocket socket = connect()) {
            socket.bytes(FrameBytes.close(1000));
            socket.bytes(FrameBytes.repeat(100, RawSocket.frame(TEXT, FrameCases.EVENT.getBytes(UTF_8))));
            assertThat(socket.awaitClose()).isEqualTo(1000);
            assertEndsAtOnce(socket);
        }
    }

    @Test
    void framesRightAfterTheUpgradeAreRead() {
        FrameCases.Good empty = FrameCases.good()
                .filter(frames -> frames.name().equals("an empty first fragment"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 50; i++) {
            try (RawSocket socket = RawSocket.open(tidings, issuer.token("early-" + i))) {
                socket.bytes(empty.bytes());
                assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
                for (String code : empty.answers()) {
                    assertThat(errorIn(socket.next())).isEqualTo(code);
                }
            }
        }
    }

    @Test
    void onlyUnsolicitedPongsCountAsMessages() {
        try (RawSocket socket = connect()) {
            RawSocket.Frame frame = socket.read();
            while (frame.opcode() != PING) {
                frame = socket.read();
            }
            socket.bytes(FrameBytes.repeat(21, FrameBytes.pong()));
            socket.text(FrameCases.EVENT);
            socket.bytes(FrameBytes.repeat(30, FrameBytes.pong()));
            assertThat(socket.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void aLongTokenIsAcceptedInHandshakesAndRenewals() {
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
    void aTokenBeyondTheLimitIsRefusedInHandshakesAndRenewals() {
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
