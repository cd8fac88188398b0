package dev.tidings.publish;

import com.fasterxml.jackson.core.JsonToken;
import dev.tidings.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What an event must be to be written: CloudEvents 1.0, and an audience. What cannot be delivered is better refused. */
final class EventRules {
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    /** On the wire it is Tidings' own: an event that a client had received and somebody publishes again has it. */
    private static final String CURSOR = "cursor";

    private static final int LONGEST_COLLAPSE_KEY = 256;
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type", Audiences.ATTRIBUTE);
    private static final List<String> TEXTS =
            List.of("subject", "datacontenttype", "dataschema", "time", "expirytime", "collapsekey", "traceparent");

    private EventRules() {}

    static Addressed check(Map<String, Member> given) {
        for (String name : REQUIRED) {
            text(given, name);
        }
        String version = text(given, "specversion");
        if (!version.equals("1.0")) {
            throw ProblemException.bad("specversion: another version (expected: 1.0)");
        }
        for (Map.Entry<String, Member> member : given.entrySet()) {
            check(member.getKey(), member.getValue());
        }
        if (given.containsKey(DATA) && given.containsKey(BASE64)) {
            throw ProblemException.bad("data_base64: stands beside data (expected: one of them)");
        }
        return new Addressed(text(given, "id"), Audiences.of(text(given, Audiences.ATTRIBUTE)), withoutAudience(given));
    }

    private static String text(Map<String, Member> given, String name) {
        Member member = given.get(name);
        if (member == null || member.isNull()) {
            throw ProblemException.bad(name + ": missing (expected: a text)");
        }
        if (!member.isText() || member.text().isEmpty()) {
            throw ProblemException.bad(name + ": no text, or an empty one (expected: a text)");
        }
        return member.text();
    }

    private static void check(String name, Member member) {
        if (member.isNull() || name.equals(DATA)) {
            return;
        }
        if (name.equals(BASE64)) {
            base64(member);
            return;
        }
        requireName(name);
        boolean ofText = TEXTS.contains(name);
        if (member.isText() ? ofText && member.text().isEmpty() : ofText || !member.isNumberOrSwitch()) {
            throw ProblemException.bad(name + ": a value that it cannot have (expected: a text"
                    + (ofText ? ")" : ", a whole number, true or false)"));
        }
        switch (name) {
            case "source" -> uri(name, member.text(), false);
            case "dataschema" -> uri(name, member.text(), true);
            case "time", "expirytime" -> time(name, member.text());
            case "collapsekey" -> collapseKey(member.text());
            default -> {}
        }
    }

    /** CloudEvents 1.0, naming conventions. */
    private static void requireName(String name) {
        boolean allowed =
                !name.isEmpty() && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        if (!allowed) {
            throw ProblemException.bad(shown(name) + ": no name of an attribute (expected: a to z and 0 to 9)");
        }
    }

    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > 40 ? printable.substring(0, 40) + "..." : printable;
    }

    private static void base64(Member member) {
        try {
            if (member.isText()) {
                var unused = Base64.getDecoder().decode(member.text());
                return;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for no text.
        }
        throw ProblemException.bad(BASE64 + ": no Base64 (expected: data in Base64)");
    }

    private static void uri(String name, String text, boolean absolute) {
        String expected = absolute ? " (expected: an absolute URI)" : " (expected: a URI reference)";
        try {
            if (absolute && !new URI(text).isAbsolute()) {
                throw ProblemException.bad(name + ": no absolute URI" + expected);
            }
            var unused = new URI(text);
        } catch (URISyntaxException e) {
            throw ProblemException.bad(name + ": no URI" + expected);
        }
    }

    private static void time(String name, String text) {
        try {
            var unused = OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.bad(name + ": no time (expected: RFC 3339, 2026-11-27T10:15:00Z say)");
        }
    }

    private static void collapseKey(String key) {
        if (key.length() > LONGEST_COLLAPSE_KEY) {
            throw ProblemException.bad(
                    "collapsekey: " + key.length() + " characters (expected: 1 to " + LONGEST_COLLAPSE_KEY + ")");
        }
    }

    /** JSON's null is how some writers leave an attribute out; of data it is a value. */
    private static byte[] withoutAudience(Map<String, Member> given) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(512);
        given.forEach((name, member) -> {
            boolean left = name.equals(Audiences.ATTRIBUTE) || name.equals(CURSOR);
            if (!left && (name.equals(DATA) || member.token() != JsonToken.VALUE_NULL)) {
                json.write(json.size() == 0 ? '{' : ',');
                json.writeBytes(Member.name(name));
                json.write(':');
                json.writeBytes(member.json());
            }
        });
        json.write('}');
        return json.toByteArray();
    }
}
