package dev.tidings.intake.route;

/** What a text may hold. */
final class Texts {
    private Texts() {}

    /** Half of a surrogate pair cannot be written in UTF-8: two users would become one. */
    static boolean isWellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            // Of a whole pair, this is one code point beyond them.
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** As CloudEvents wants its strings: without control characters. */
    static boolean isAttribute(String text) {
        return !hasControls(text) && isWellFormed(text);
    }

    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
