package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.DropReason;
import dev.tidings.event.EventAttributes;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The binary mode of CloudEvents' HTTP binding: attributes are headers, the body is the data.
 *
 * @param attributes texts, or the reason why a value is not text
 */
@SuppressWarnings("ArrayRecordComponent")
record BinaryMode(Map<String, Object> attributes, @Nullable String contentType, byte[] body) {
    static final String PREFIX = "ce-";
    /** The attributes that Tidings itself sets on the wire. */
    private static final Set<String> OURS = Set.of("cursor", EventAttributes.ITEM_ID);

    /** Reads an event; header names are in lower case. */
    static BinaryMode of(Map<String, String> headers, @Nullable String contentType, byte[] body) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        headers.forEach((header, value) -> {
            String name = header.startsWith(PREFIX) ? HeaderBlock.attributeOf(header) : null;
            if (name != null && !OURS.contains(name)) {
                attributes.put(name, decoded(unquoted(value)));
            }
        });
        String type = contentType;
        if (type == null && attributes.get(EventAttributes.CONTENT_TYPE) instanceof String text) {
            type = text;
        }
        if (type != null) {
            attributes.remove(EventAttributes.CONTENT_TYPE);
            attributes.put(EventAttributes.CONTENT_TYPE, type);
        }
        return new BinaryMode(attributes, type, body);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /** Decodes percent-encoded UTF-8 (section 3.1.3.2); a % without an escape is literal, raw UTF-8 is accepted. */
    private static Object decoded(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int decoded = c == '%' ? hex(value, i + 1) : -1;
            if (decoded >= 0) {
                bytes.write(decoded);
                i += 2;
            } else if (c <= 0xff) {
                // Each character of a header is one byte.
                bytes.write(c);
            } else {
                return DropReason.TEXT;
            }
        }
        byte[] text = bytes.toByteArray();
        return Utf8.isWellFormed(text, 0, text.length) ? new String(text, UTF_8) : DropReason.TEXT;
    }

    private static int hex(String value, int at) {
        int high = at + 1 < value.length() ? Character.digit(value.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(value.charAt(at + 1), 16);
        return low < 0 ? -1 : high << 4 | low;
    }
}
