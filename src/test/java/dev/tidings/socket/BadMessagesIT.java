package dev.tidings.socket;

import static dev.tidings.socket.RawSession.SECRET;
import static dev.tidings.testkit.RawSocket.BINARY;
import static dev.tidings.testkit.RawSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Bystander;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that the server refuses: each is answered with an error, and the session stays open. */
@TidingsTest(settings = "TIDINGS_SOCKET_CLOSE_TIMEOUT=300ms")
class BadMessagesIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @AutoClose
    private static Bystander bystander;

    @BeforeAll
    static void connectTheBystander() {
        bystander = Bystander.connect(tidings, log, issuer, "bystander");
    }

    @AfterEach
    void othersAreUnaffectedAndTheLogHasNoWarning() {
        bystander.assertUnaffected(SECRET);
        BadFramesIT.assertNoWarning(tidings);
    }

    private static RawSession open() {
        return RawSession.open(tidings, issuer);
    }

    private static String event(String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + SECRET + "\",\"source\":\"/c\",\"type\":\"" + type + "\""
                + (data.isEmpty() ? "" : ",\"data\":" + data) + "}";
    }

    private static void assertRefused(String text, String code) {
        try (RawSession session = open()) {
            session.socket().text(text);
            assertThat(session.nextError()).isEqualTo(code);
            session.assertOpen(log);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello " + SECRET,
                "null",
                "true",
                "42",
                "\"" + SECRET + "\"",
                "[]",
                "{}",
                "{\"a\":\"" + SECRET + "\"",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"9.9\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"tidings.ack\"}",
                "{\"specversion\":1,\"id\":\"1\",\"source\":\"/c\",\"type\":\"tidings.ack\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"\\u0000 :\",\"type\":\"tidings.ack\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":null}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"tidings.ack\",\"time\":\"noon\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"t\",\"data_base64\":\"%\"}"
            })
    void aMessageThatIsNoCloudEventIsAnsweredWithAnError(String text) {
        assertRefused(text, "not-a-cloudevent");
    }

    @Test
    void deeplyNestedJsonIsAnsweredWithAnError() {
        assertRefused("[".repeat(8_000), "not-a-cloudevent");
        assertRefused(event("tidings.ack", "[".repeat(4_000) + "]".repeat(4_000)), "not-a-cloudevent");
    }

    @Test
    void anUnknownTypeIsAnsweredWithAnError() {
        assertRefused(event("com.example.order", "{}"), "unknown-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"token\":null}", "{\"token\":\"\"}", "{\"token\":{}}", "[1]", "\"x\""})
    void aRenewalWithoutATokenIsAnsweredWithAnError(String data) {
        assertRefused(event("tidings.token", data), "bad-data");
    }

    @Test
    void aRenewalWithAMalformedTokenIsAnsweredWithAnError() {
        assertRefused(event("tidings.token", "{\"token\":\"" + SECRET + "\"}"), "token-refused");
    }

    @Test
    void anAcknowledgementWithAMalformedCursorIsAnsweredWithAnError() {
        assertRefused(event("tidings.ack", "{\"cursor\":\"" + SECRET + " ?\"}"), "cursor-invalid");
    }

    @Test
    void anAcknowledgementOfTheFutureIsAnsweredWithAnError() {
        try (RawSession session = open()) {
            String future = session.cursor().replaceAll("-[^.]+", "-vvvv");
            session.socket().text(event("tidings.ack", "{\"cursor\":\"" + future + "\"}"));
            assertThat(session.nextError()).isEqualTo("cursor-invalid");
            session.assertOpen(log);
        }
    }

    @Test
    void anAcknowledgementGetsNoAnswer() {
        try (RawSession session = open()) {
            session.socket().text(event("tidings.ack", "{\"cursor\":\"" + session.cursor() + "\"}"));
            session.assertOpen(log);
            await().until(() -> tidings.metric("tidings_events_acknowledgements_total") > 0);
        }
    }

    @Test
    void binaryFramesAreAnsweredWithAnError() {
        try (RawSession session = open()) {
            session.socket().bytes(frame(BINARY, new byte[] {0, (byte) 0xff, (byte) 0xc3, 7}));
            assertThat(session.nextError()).isEqualTo("not-a-cloudevent");
            session.assertOpen(log);
        }
    }

    @Test
    void repeatedOffenceClosesWith1008() {
        try (RawSession session = open()) {
            for (int i = 0; i < 5; i++) {
                session.socket().text("offence " + SECRET);
                assertThat(session.nextError()).isEqualTo("not-a-cloudevent");
            }
            session.assertClosed(1008);
        }
    }

    @Test
    void aMessageBeforeTheWelcomeIsAnsweredAfterIt() {
        try (RawSocket socket = RawSocket.open(tidings, issuer.token(RawSession.newUser()))) {
            socket.text(event("com.example.early", ""));
            assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
            assertThat(RawSession.error(socket.next()).getString("code")).isEqualTo("unknown-type");
        }
    }
}
