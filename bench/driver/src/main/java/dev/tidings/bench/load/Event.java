package dev.tidings.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * A structured CloudEvent of 200 bytes whose numbers stand at fixed places, so that reading them costs a client next to
 * nothing: whose it is, the how manieth of theirs, and when it was due.
 */
public final class Event {
    /** Instead of a user's number in what is for everybody. */
    public static final int EVERYONE = 99_999_999;

    static final int SIZE = 200;
    /** Where a dialect's wrapping has ended at the latest. */
    private static final int FARTHEST = 512;

    private static final String USER = "00000000";
    private static final String COUNT = "0000000000";
    private static final String DUE = "00000000000000000000";
    private static final String HEAD = "{\"specversion\":\"1.0\",\"id\":\"";
    private static final String BEFORE_DUE = "\",\"source\":\"/bench\",\"type\":\"bench\",\"data\":{\"due\":\"";
    private static final String BEFORE_PADDING = "\",\"padding\":\"";
    private static final String TAIL = "\"}}";
    private static final int USER_AT = HEAD.length();
    private static final int COUNT_AT = USER_AT + USER.length() + 1;
    private static final int DUE_AT = COUNT_AT + COUNT.length() + BEFORE_DUE.length();
    private static final int LEAST = DUE_AT + DUE.length();
    private static final byte[] TEMPLATE = template();

    private Event() {}

    private static byte[] template() {
        String open = HEAD + USER + "-" + COUNT + BEFORE_DUE + DUE + BEFORE_PADDING;
        return (open + "x".repeat(SIZE - open.length() - TAIL.length()) + TAIL).getBytes(US_ASCII);
    }

    public static byte[] of(int user, long count, long dueNanos) {
        byte[] event = TEMPLATE.clone();
        digits(event, USER_AT, USER.length(), user);
        digits(event, COUNT_AT, COUNT.length(), count);
        digits(event, DUE_AT, DUE.length(), dueNanos);
        return event;
    }

    /** The key of the user with that number. */
    public static String key(int user) {
        return user == EVERYONE ? "everyone" : String.format("user-%08d", user);
    }

    /** Where in those bytes an event begins, whatever a dialect has put before it; -1 where there is none. */
    static int find(ByteBuf in, int from, int to) {
        int last = Math.min(to - LEAST, from + FARTHEST);
        for (int at = from; at <= last; at++) {
            if (in.getByte(at) == '{' && isOne(in, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Told from other CloudEvents by what stands around the numbers. */
    private static boolean isOne(ByteBuf in, int at) {
        return in.getByte(at + 2) == 's'
                && in.getByte(at + 6) == 'v'
                && in.getByte(at + COUNT_AT - 1) == '-'
                && in.getByte(at + COUNT_AT + COUNT.length()) == '"'
                && in.getByte(at + DUE_AT - 1) == '"';
    }

    static int user(ByteBuf in, int event) {
        return (int) number(in, event + USER_AT, USER.length());
    }

    static long count(ByteBuf in, int event) {
        return number(in, event + COUNT_AT, COUNT.length());
    }

    static long dueNanos(ByteBuf in, int event) {
        return number(in, event + DUE_AT, DUE.length());
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
