package dev.tidings.intake.route;

/** Checks the characters of texts. */
final class Texts {
    private Texts() {}

    /** Returns whether all surrogates are paired. Half a pair has no UTF-8, so that two users could become one. */
    static boolean isWellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            // A whole pair is one code point outside of this range.
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** Returns whether the text is a valid CloudEvents string, without control characters. */
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
