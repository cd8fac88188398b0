package dev.tidings.intake.format;

import dev.tidings.event.RejectedEventException;
import dev.tidings.event.TextEncoding;
import java.nio.charset.StandardCharsets;

/** Reads plain text in UTF-8. */
final class Text {
    private Text() {}

    static String read(byte[] value) throws DeadException {
        try {
            int from = TextEncoding.textFrom("value", value, 0, value.length);
            return new String(value, from, value.length - from, StandardCharsets.UTF_8);
        } catch (RejectedEventException e) {
            throw Unreadable.of(e);
        }
    }
}
