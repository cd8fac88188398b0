package dev.tidings.event;

/** Checks that CloudEvents allows a text: no control characters, no noncharacters, no half of a surrogate pair. */
final class AttributeText {
    private AttributeText() {}

    static boolean isAllowed(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || isSurrogate(c) || isNoncharacter(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** Returns whether a code point is half of a surrogate pair; that of a whole pair is above the range. */
    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isNoncharacter(int c) {
        return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }
}
