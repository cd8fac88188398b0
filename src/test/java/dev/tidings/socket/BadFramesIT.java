package dev.tidings.socket;

import static dev.tidings.testkit.RawSocket.BINARY;
import static dev.tidings.testkit.RawSocket.CLOSE;
import static dev.tidings.testkit.RawSocket.CONTINUATION;
import static dev.tidings.testkit.RawSocket.PING;
import static dev.tidings.testkit.RawSocket.PONG;
import static dev.tidings.testkit.RawSocket.TEXT;
import static dev.tidings.testkit.RawSocket.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadFramesIT {
    /** Stands in everything that is sent; no line of the log may have it. */
    private static final String SECRET = "s3cret-of-the-client";

    private static final int MAX_MESSAGE = 65_536;
    private static final AtomicInteger USERS = new AtomicInteger();
    private static Issuer issuer;
    private static TestLog log;
    private static TidingsProcess tidings;
    private static TidingsClient bystander;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        log = TestLog.create();
        tidings = log.readBy(TidingsProcess.named("bad-frames").issuer(issuer))
                .env("TIDINGS_SOCKET_CLOSE_TIMEOUT", "300ms")
                .startReady();
        bystander = TidingsClient.connect(tidings, issuer.token("bystander"));
    }

    @AfterAll
    static void stop() {
        bystander.close();
        tidings.close();
        issuer.close();
    }

    @AfterEach
    void nobodyElseIsHurtAndTheLogStaysQuiet() {
        String id = "after-" + USERS.incrementAndGet();
        log.event("bystander", id);
        assertThat(bystander.next().getString("id")).isEqualTo(id);
        assertThat(tidings.log("ERROR")).isEmpty();
        assertThat(tidings.log("WARN"))
                .filteredOn(line -> line.contains("dev.tidings"))
                .isEmpty();
        assertThat(tidings.log()).doesNotContain(SECRET).doesNotContain("\tat ");
    }

    private static String newUser() {
        return "mallory-" + USERS.incrementAndGet();
    }

    private static RawSocket connect(String user) {
        RawSocket socket = RawSocket.open(tidings, issuer.token(user));
        assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
        return socket;
    }

    private static void assertError(RawSocket socket, String code) {
        JsonObject error = socket.next();
        assertThat(error.getString("type")).isEqualTo("tidings.error");
        assertThat(error.getString("source")).isEqualTo("/tidings");
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo(code);
        assertThat(error.getJsonObject("data").getString("message")).contains("expected");
        assertThat(error.encode()).doesNotContain(SECRET);
    }

    private static void assertStays(RawSocket socket, String user) {
        log.event(user, "still-there");
        assertThat(socket.next().getString("id")).isEqualTo("still-there");
    }

    private static String event(String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + SECRET + "\",\"source\":\"/c\",\"type\":\"" + type + "\""
                + (data.isEmpty() ? "" : ",\"data\":" + data) + "}";
    }

    private static void assertRefusedAndStays(String text, String code) {
        String user = newUser();
        try (RawSocket socket = connect(user)) {
            socket.text(text);
            assertError(socket, code);
            assertStays(socket, user);
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
    void whatIsNoCloudEventIsAnsweredByAnError(String text) {
        assertRefusedAndStays(text, "not-a-cloudevent");
    }

    @Test
    void deeplyNestedJsonIsAnsweredByAnError() {
        assertRefusedAndStays("[".repeat(8_000), "not-a-cloudevent");
        assertRefusedAndStays(event("tidings.ack", "[".repeat(4_000) + "]".repeat(4_000)), "not-a-cloudevent");
    }

    @Test
    void anUnknownTypeIsAnsweredByAnError() {
        assertRefusedAndStays(event("com.example.order", "{}"), "unknown-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"token\":null}", "{\"token\":\"\"}", "{\"token\":{}}", "[1]", "\"x\""})
    void aTokenMessageWithoutATokenIsAnsweredByAnError(String data) {
        assertRefusedAndStays(event("tidings.token", data), "bad-data");
    }

    @Test
    void aTokenThatIsNoneIsAnsweredByAnError() {
        assertRefusedAndStays(event("tidings.token", "{\"token\":\"" + SECRET + "\"}"), "token-refused");
    }

    @Test
    void anAcknowledgementOfAGarbageCursorIsAnsweredByAnError() {
        assertRefusedAndStays(event("tidings.ack", "{\"cursor\":\"" + SECRET + " ?\"}"), "cursor-invalid");
    }

    @Test
    void anAcknowledgementOfWhatIsYetToComeIsAnsweredByAnError() {
        String user = newUser();
        try (RawSocket socket = RawSocket.open(tidings, issuer.token(user))) {
            String cursor = socket.next().getJsonObject("data").getString("cursor");
            String future = cursor.replaceAll("-[^.]+", "-vvvv");
            socket.text(event("tidings.ack", "{\"cursor\":\"" + future + "\"}"));
            JsonObject error = socket.next();
            assertThat(error.getString("type")).isEqualTo("tidings.error");
            assertThat(error.getJsonObject("data").getString("code")).isEqualTo("cursor-invalid");
            assertStays(socket, user);
        }
    }

    @Test
    void anAcknowledgementIsTakenInSilence() {
        String user = newUser();
        try (RawSocket socket = RawSocket.open(tidings, issuer.token(user))) {
            String cursor = socket.next().getJsonObject("data").getString("cursor");
            socket.text(event("tidings.ack", "{\"cursor\":\"" + cursor + "\"}"));
            assertStays(socket, user);
            await().until(() -> tidings.metric("tidings_events_acknowledgements_total") > 0);
        }
    }

    @Test
    void binaryFramesAreAnsweredByAnError() {
        String user = newUser();
        try (RawSocket socket = connect(user)) {
            socket.bytes(frame(BINARY, new byte[] {0, (byte) 0xff, (byte) 0xc3, 7}));
            assertError(socket, "not-a-cloudevent");
            assertStays(socket, user);
        }
    }

    @Test
    void repeatedOffenceClosesWith1008() {
        try (RawSocket socket = connect(newUser())) {
            for (int i = 0; i < 5; i++) {
                socket.text("offence " + SECRET);
                assertError(socket, "not-a-cloudevent");
            }
            assertThat(socket.awaitClose()).isEqualTo(1008);
            socket.awaitEnd();
        }
    }

    @Test
    void aMessageInFragmentsIsTakenAsOne() {
        String user = newUser();
        byte[] text = event("com.example.ü", "{}").getBytes(UTF_8);
        int insideOfTheUmlaut = event("com.example.ü", "{}").indexOf('ü') + 1;
        try (RawSocket socket = connect(user)) {
            socket.bytes(frame(TEXT, Arrays.copyOf(text, insideOfTheUmlaut), false, true));
            socket.bytes(frame(PING, "between".getBytes(UTF_8)));
            socket.bytes(frame(CONTINUATION, new byte[0], false, true));
            byte[] rest = Arrays.copyOfRange(text, insideOfTheUmlaut, text.length);
            socket.bytes(frame(CONTINUATION, rest, true, true));
            assertThat(socket.read().opcode()).isEqualTo(PONG);
            assertError(socket, "unknown-type");
            assertStays(socket, user);
        }
    }

    @Test
    void whatIsSentBeforeTheWelcomeHasComeIsAnsweredAfterIt() {
        try (RawSocket socket = RawSocket.open(tidings, issuer.token(newUser()))) {
            socket.text(event("com.example.early", ""));
            assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
            assertError(socket, "unknown-type");
        }
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() {
        try (RawSocket socket = connect(newUser())) {
            socket.bytes(frame(TEXT, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}));
            assertThat(socket.awaitClose()).isEqualTo(1007);
            socket.awaitEnd();
        }
        assertCounted("not-utf8");
    }

    @Test
    void aMessageAtTheLimitIsTakenAndOneBeyondItClosesWith1009() {
        try (RawSocket socket = connect(newUser())) {
            socket.bytes(frame(TEXT, padded(MAX_MESSAGE)));
            assertError(socket, "not-a-cloudevent");
            socket.bytes(frame(TEXT, padded(MAX_MESSAGE + 1)));
            assertThat(socket.awaitClose()).isEqualTo(1009);
            socket.awaitEnd();
        }
        assertCounted("too-big");
    }

    @Test
    void tooManyMessagesCloseWith4429() {
        try (RawSocket socket = RawSocket.open(tidings, issuer.token(newUser()))) {
            String cursor = socket.next().getJsonObject("data").getString("cursor");
            String ack = event("tidings.ack", "{\"cursor\":\"" + cursor + "\"}");
            for (int i = 0; i < 40; i++) {
                socket.text(ack);
            }
            assertThat(socket.awaitClose()).isEqualTo(4429);
            socket.awaitEnd();
        }
        assertCounted("too-many-messages");
    }

    @Test
    void aFrameThatIsNotMaskedClosesWith1002() {
        try (RawSocket socket = connect(newUser())) {
            socket.bytes(frame(TEXT, event("tidings.ack", "").getBytes(UTF_8), true, false));
            assertThat(socket.awaitClose()).isEqualTo(1002);
            socket.awaitEnd();
        }
        assertCounted("protocol-error");
    }

    @Test
    void aCloseFrameIsAnsweredByOne() {
        try (RawSocket socket = connect(newUser())) {
            socket.bytes(frame(CLOSE, new byte[] {3, (byte) 0xe8}));
            assertThat(socket.awaitClose()).isEqualTo(1000);
            socket.awaitEnd();
        }
        assertCounted("client-left");
    }

    @Test
    void garbageInsteadOfFramesEndsTheConnectionOnly() {
        try (RawSocket socket = connect(newUser())) {
            socket.bytes("GET / HTTP/1.1\r\nHost: elsewhere\r\n\r\n".getBytes(UTF_8));
            assertThat(socket.awaitClose()).isEqualTo(1002);
        }
    }

    private static void assertCounted(String reason) {
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_sessions_closed_total", "reason", reason))
                .isPositive());
    }

    private static byte[] padded(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        return text;
    }
}
