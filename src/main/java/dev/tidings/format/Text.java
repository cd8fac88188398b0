package dev.tidings.format;

import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;

/** Plain text: UTF-8, all of it. */
final class Text {
    private Text() {}

    static String read(byte[] value) throws DeadException {
        requireUtf8(value);
        return new String(value, StandardCharsets.UTF_8);
    }

    static void requireUtf8(byte[] value) throws DeadException {
        if (!Utf8.isWellFormed(value, 0, value.length)) {
            throw Unreadable.because("value: not UTF-8 (expected: text in UTF-8)");
        }
    }
}
