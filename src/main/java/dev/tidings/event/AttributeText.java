package dev.tidings.event;

/** What CloudEvents allows in a text: no control characters, no noncharacters, no half of a surrogate pair. */
final class AttributeText {
    private AttributeText() {}

    static boolean isAllowed(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || isHalf(c) || isNoncharacter(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** Of a whole pair, the code point is beyond them. */
    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isNoncharacter(int c) {
        return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }
}
