package dev.tidings.socket;

import static dev.tidings.socket.RawSession.SECRET;
import static dev.tidings.testkit.RawSocket.CLOSE;
import static dev.tidings.testkit.RawSocket.CONTINUATION;
import static dev.tidings.testkit.RawSocket.PING;
import static dev.tidings.testkit.RawSocket.PONG;
import static dev.tidings.testkit.RawSocket.TEXT;
import static dev.tidings.testkit.RawSocket.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Bystander;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frames and messages that close the connection: with which code, and without consequences for others. */
@TidingsTest(settings = "TIDINGS_SOCKET_CLOSE_TIMEOUT=300ms")
class BadFramesIT {
    private static final int MAX_MESSAGE = 65_536;
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"" + SECRET + "\",\"source\":\"/c\",\"type\":\"com.example.ü\"}";

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
        assertNoWarning(tidings);
    }

    static void assertNoWarning(TidingsProcess tidings) {
        assertThat(tidings.log("WARN"))
                .filteredOn(line -> line.contains("dev.tidings"))
                .isEmpty();
    }

    private static RawSession open() {
        return RawSession.open(tidings, issuer);
    }

    @Test
    void aFragmentedMessageIsOneMessage() {
        byte[] text = EVENT.getBytes(UTF_8);
        int insideOfTheUmlaut = EVENT.indexOf('ü') + 1;
        try (RawSession session = open()) {
            RawSocket socket = session.socket();
            socket.bytes(frame(TEXT, Arrays.copyOf(text, insideOfTheUmlaut), false, true));
            socket.bytes(frame(PING, "between".getBytes(UTF_8)));
            socket.bytes(frame(CONTINUATION, new byte[0], false, true));
            byte[] rest = Arrays.copyOfRange(text, insideOfTheUmlaut, text.length);
            socket.bytes(frame(CONTINUATION, rest, true, true));
            assertThat(socket.read().opcode()).isEqualTo(PONG);
            assertThat(session.nextError()).isEqualTo("unknown-type");
            session.assertOpen(log);
        }
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() {
        try (RawSession session = open()) {
            session.socket().bytes(frame(TEXT, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}));
            session.assertClosed(1007);
        }
        assertCounted("not-utf8");
    }

    @Test
    void aMessageBeyondTheLimitClosesWith1009() {
        try (RawSession session = open()) {
            session.socket().bytes(frame(TEXT, padded(MAX_MESSAGE)));
            assertThat(session.nextError()).isEqualTo("not-a-cloudevent");
            session.socket().bytes(frame(TEXT, padded(MAX_MESSAGE + 1)));
            session.assertClosed(1009);
        }
        assertCounted("too-big");
    }

    @Test
    void tooManyMessagesCloseWith4429() {
        try (RawSession session = open()) {
            String data = ",\"data\":{\"cursor\":\"" + session.cursor() + "\"}";
            String ack = EVENT.replace("\"com.example.ü\"", "\"tidings.ack\"" + data);
            for (int i = 0; i < 40; i++) {
                session.socket().text(ack);
            }
            session.assertClosed(4429);
        }
        assertCounted("too-many-messages");
    }

    @Test
    void anUnmaskedFrameClosesWith1002() {
        try (RawSession session = open()) {
            session.socket().bytes(frame(TEXT, EVENT.getBytes(UTF_8), true, false));
            session.assertClosed(1002);
        }
        assertCounted("protocol-error");
    }

    @Test
    void aCloseFrameIsAnsweredWithACloseFrame() {
        try (RawSession session = open()) {
            session.socket().bytes(frame(CLOSE, new byte[] {3, (byte) 0xe8}));
            session.assertClosed(1000);
        }
        assertCounted("client-left");
    }

    @Test
    void garbageInsteadOfFramesClosesWith1002() {
        try (RawSession session = open()) {
            session.socket().bytes("GET / HTTP/1.1\r\nHost: elsewhere\r\n\r\n".getBytes(UTF_8));
            assertThat(session.socket().awaitClose()).isEqualTo(1002);
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
