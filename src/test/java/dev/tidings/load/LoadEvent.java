package dev.tidings.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * A structured CloudEvent of 200 bytes whose numbers stand at fixed places, so that reading them costs a client next to
 * nothing: the user's number and the user's count in the id, and when it was sent.
 */
final class LoadEvent {
    static final int SIZE = 200;
    private static final String USER = "00000000";
    private static final String COUNT = "0000000000";
    private static final String SENT = "00000000000000000000";
    private static final String HEAD = "{\"specversion\":\"1.0\",\"id\":\"";
    private static final String BEFORE_SENT = "\",\"source\":\"/load\",\"type\":\"load\",\"data\":{\"sent\":\"";
    private static final String BEFORE_PADDING = "\",\"padding\":\"";
    private static final String TAIL = "\"}}";
    private static final int USER_AT = HEAD.length();
    private static final int COUNT_AT = USER_AT + USER.length() + 1;
    private static final int SENT_AT = COUNT_AT + COUNT.length() + BEFORE_SENT.length();
    private static final byte[] TEMPLATE = template();

    private LoadEvent() {}

    private static byte[] template() {
        String open = HEAD + USER + "-" + COUNT + BEFORE_SENT + SENT + BEFORE_PADDING;
        return (open + "x".repeat(SIZE - open.length() - TAIL.length()) + TAIL).getBytes(US_ASCII);
    }

    static byte[] of(int user, long count, long sentNanos) {
        byte[] event = TEMPLATE.clone();
        digits(event, USER_AT, USER.length(), user);
        digits(event, COUNT_AT, COUNT.length(), count);
        digits(event, SENT_AT, SENT.length(), sentNanos);
        return event;
    }

    /** The key of the user with that number. */
    static String user(int number) {
        return String.format("user-%08d", number);
    }

    /** Told from control events by where the id ends: theirs is longer. */
    static boolean isOne(ByteBuf payload) {
        return payload.readableBytes() >= SIZE && payload.getByte(COUNT_AT + COUNT.length()) == '"';
    }

    static long userIn(ByteBuf frames, int payload) {
        return number(frames, payload + USER_AT, USER.length());
    }

    static long countIn(ByteBuf frames, int payload) {
        return number(frames, payload + COUNT_AT, COUNT.length());
    }

    static long sentIn(ByteBuf frames, int payload) {
        return number(frames, payload + SENT_AT, SENT.length());
    }

    private static void digits(byte[] into, int at, int length, long value) {
        long rest = value;
        for (int i = at + length - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long number(ByteBuf from, int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            value = 10 * value + from.getByte(i) - '0';
        }
        return value;
    }
}
