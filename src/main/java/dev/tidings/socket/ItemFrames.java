package dev.tidings.socket;

import dev.tidings.event.Event;
import dev.tidings.event.EventAttributes;
import dev.tidings.session.Frames;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as frames like {@link WireFormat}, each with the id by which the inbox knows it. It is used only while
 * the inbox is on.
 */
final class ItemFrames {
    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_ID =
            (",\"" + EventAttributes.ITEM_ID + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final int BITS = 5;
    /** A partition's id, a dash and an offset, and the quotation mark after them. */
    private static final int LONGEST_ID = 7 + 1 + 13 + 1;

    private ItemFrames() {}

    /** Returns a size in bytes that is enough for all frames. */
    static int sizeOf(Frames frames) {
        return WireFormat.sizeOf(frames) + frames.count() * (BEFORE_ID.length + LONGEST_ID);
    }

    /** Appends all frames, heads included. */
    static void write(Frames frames, ByteBuf out) {
        for (int i = 0; i < frames.count(); i++) {
            Event event = frames.event(i);
            WireFormat.head(out, event.length() + idLength(frames, i) + WireFormat.cursorLength(frames, i));
            out.writeBytes(event.json(), event.from(), event.length());
            if (event.terms().item()) {
                writeId(frames, i, out);
            }
            WireFormat.writeCursor(frames, i, out);
        }
    }

    /** Returns one of the frames as text, for channels that accept only text. */
    static String text(Frames frames, int i) {
        Event event = frames.event(i);
        String open = new String(event.json(), event.from(), event.length(), StandardCharsets.UTF_8);
        String id = event.terms().item()
                ? new String(BEFORE_ID, StandardCharsets.US_ASCII)
                        + Integer.toString(frames.partition(i).id(), 32)
                        + '-'
                        + Long.toString(frames.offset(i), 32)
                        + '"'
                : "";
        return open + id + WireFormat.cursorText(frames, i);
    }

    private static int idLength(Frames frames, int i) {
        return frames.event(i).terms().item()
                ? BEFORE_ID.length
                        + digits(frames.partition(i).id())
                        + 1
                        + digits(frames.offset(i))
                        + 1
                : 0;
    }

    private static void writeId(Frames frames, int i, ByteBuf out) {
        out.writeBytes(BEFORE_ID);
        writeNumber(frames.partition(i).id(), out);
        out.writeByte('-');
        writeNumber(frames.offset(i), out);
        out.writeByte('"');
    }

    private static int digits(long value) {
        return Math.max(1, (Long.SIZE + BITS - 1 - Long.numberOfLeadingZeros(value)) / BITS);
    }

    private static void writeNumber(long value, ByteBuf out) {
        for (int shift = BITS * (digits(value) - 1); shift >= 0; shift -= BITS) {
            out.writeByte(DIGITS[(int) (value >>> shift) & 31]);
        }
    }
}
