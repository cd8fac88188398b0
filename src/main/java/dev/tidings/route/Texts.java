package dev.tidings.route;

/** What a text may hold. */
final class Texts {
    private Texts() {}

    /** Half of a surrogate pair cannot be written in UTF-8: two users would become one. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                return false;
            }
            i++;
        }
        return true;
    }

    /** As CloudEvents wants its strings: without control characters. */
    static boolean isAttribute(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return isWellFormed(text);
    }
}
