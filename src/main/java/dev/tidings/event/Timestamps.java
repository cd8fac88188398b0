package dev.tidings.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes timestamps of producers. A date, time and offset in another spelling than RFC 3339's is unambiguous, and
 * is given that spelling; any other text is not a timestamp.
 */
public final class Timestamps {
    private static final int LONGEST = 64;
    private static final int NANOS = 9;
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt ]"
            + "(\\d\\d:\\d\\d)(:\\d\\d)?(?:[.,](\\d+))?"
            + " ?([Zz]|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)(?:\\[[^\\]]*\\])?");

    private Timestamps() {}

    /** Returns it in RFC 3339, the same text where it is so already; null where it is ambiguous or no timestamp. */
    public static @Nullable String normalised(String text) {
        if (PlainText.of(text).isTimestamp(0, text.length())) {
            return text;
        }
        Matcher found = WRITTEN.matcher(text.length() > LONGEST ? "" : text.strip());
        if (!found.matches()) {
            return null;
        }
        String fraction = found.group(4);
        if (fraction != null && found.group(3) == null) {
            return null;
        }
        StringBuilder written = new StringBuilder(text.length() + 8)
                .append(found.group(1))
                .append('T')
                .append(found.group(2))
                .append(found.group(3) == null ? ":00" : found.group(3));
        if (fraction != null) {
            written.append('.').append(fraction, 0, Math.min(NANOS, fraction.length()));
        }
        String normalised = written.append(offset(found.group(5))).toString();
        return isMoment(normalised) ? normalised : null;
    }

    private static String offset(String written) {
        String offset = written.toUpperCase(Locale.ROOT);
        return switch (offset.length()) {
            case 1 -> "Z";
            case 3 -> Character.isLetter(offset.charAt(0)) ? "Z" : offset + ":00";
            case 5 -> offset.substring(0, 3) + ":" + offset.substring(3);
            default -> offset;
        };
    }

    private static boolean isMoment(String normalised) {
        try {
            var unused = OffsetDateTime.parse(normalised).toInstant().toEpochMilli();
            return true;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
