package dev.tidings.publish;

import dev.tidings.event.Audience;
import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import java.nio.charset.StandardCharsets;

/**
 * Parses the attribute {@code audience}: {@code everyone}, {@code group:<name>}, {@code user:<id>}, or otherwise the
 * bare id of a user. With the prefix {@code user:} any id is a user's, also one that would have another meaning without
 * it.
 */
final class Audiences {
    static final String ATTRIBUTE = "audience";
    static final int LONGEST = 512;

    private static final String EVERYONE = "everyone";
    private static final String GROUP = "group:";
    private static final String USER = "user:";
    private static final String EXPECTED = " (expected: a user's id, user:<id>, group:<name> or everyone)";

    private Audiences() {}

    static Audience of(String text) {
        if (text.equals(EVERYONE)) {
            return Audience.everyone();
        }
        if (text.startsWith(GROUP)) {
            return Audience.group(name(Audience.groupName(text.substring(GROUP.length()))));
        }
        return Audience.user(new UserId(name(text.startsWith(USER) ? text.substring(USER.length()) : text)));
    }

    private static String name(String name) {
        if (name.isEmpty()) {
            throw ProblemException.bad(ATTRIBUTE + ": names nobody" + EXPECTED);
        }
        if (name.length() > LONGEST) {
            throw ProblemException.bad(
                    ATTRIBUTE + ": " + name.length() + " characters (expected: 1 to " + LONGEST + ")");
        }
        boolean writable = StandardCharsets.UTF_8.newEncoder().canEncode(name);
        if (!writable || name.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.bad(ATTRIBUTE + ": has characters that no key has (expected: printable ones)");
        }
        return name;
    }
}
