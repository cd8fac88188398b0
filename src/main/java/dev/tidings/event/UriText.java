package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads URIs. Characters beyond ASCII are percent-encoded, as RFC 3987 converts IRIs; nothing else is repaired. */
final class UriText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UriText() {}

    /** Returns a URI reference, the same text where it is one already; null where it cannot be one. */
    static @Nullable String reference(String text) {
        boolean plain = PlainText.of(text).isReference(0, text.length());
        return !plain && parsed(text) == null ? null : encoded(text);
    }

    /** Returns a URI with a scheme, the same text where it is one already; null where it cannot be one. */
    static @Nullable String absolute(String text) {
        URI uri = parsed(text);
        return uri == null || !uri.isAbsolute() ? null : encoded(text);
    }

    private static @Nullable URI parsed(String text) {
        try {
            return text.isEmpty() || !AttributeText.isAllowed(text) ? null : new URI(encoded(text));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String encoded(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            if (b >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return encoded.toString();
    }
}
