package dev.tidings.event;

import java.util.Arrays;

/**
 * Replaces halves of surrogate pairs, which JSON may have as escapes and UTF-8 cannot encode: a text that was cut
 * inside of an emoji has one. Parsers refuse or change them, so each becomes U+FFFD, in the same length.
 */
public final class Surrogates {
    private static final int ESCAPE = 6;
    private static final byte[] REPLACEMENT = JsonBytes.ascii("fffd");

    private Surrogates() {}

    /** Returns a text without halves. */
    public static String repaired(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, '\ufffd');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /** Returns JSON without halves: the same array where it has none, else a copy of its part. */
    static byte[] repaired(byte[] json, int from, int end) {
        byte[] repaired = json;
        int shift = 0;
        int i = from;
        while (i < end) {
            if (json[i] != '\\') {
                i++;
                continue;
            }
            int unit = unit(json, i, end);
            if (unit >= 0 && Character.isHighSurrogate((char) unit) && isLow(unit(json, i + ESCAPE, end))) {
                i += 2 * ESCAPE;
                continue;
            }
            if (unit >= 0 && Character.isSurrogate((char) unit)) {
                if (repaired == json) {
                    repaired = Arrays.copyOfRange(json, from, end);
                    shift = from;
                }
                System.arraycopy(REPLACEMENT, 0, repaired, i + 2 - shift, REPLACEMENT.length);
            }
            i += unit >= 0 ? ESCAPE : 2;
        }
        return repaired;
    }

    private static boolean isLow(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    /** Returns the code unit of an escape at {@code i} of the form {@code \}uXXXX; -1 where there is none. */
    private static int unit(byte[] json, int i, int end) {
        if (i + ESCAPE > end || json[i] != '\\' || json[i + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int j = i + 2; j < i + ESCAPE; j++) {
            unit = unit << 4 | Character.digit(json[j], 16);
        }
        return unit;
    }
}
