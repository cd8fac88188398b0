package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import dev.tidings.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CloudEvents' HTTP binding, binary mode: attributes are headers, the body is the data. */
final class BinaryMode {
    static final String PREFIX = "ce-";

    private BinaryMode() {}

    /** Headers by their names in lower case. */
    static Map<String, Member> members(Map<String, String> headers, @Nullable String contentType, byte[] body) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().startsWith(PREFIX)) {
                String name = header.getKey().substring(PREFIX.length());
                if (name.equals("datacontenttype") || name.equals("data") || name.equals("data_base64")) {
                    throw ProblemException.bad(
                            "ce-" + name + ": stands elsewhere in binary mode (expected: Content-Type and the body)");
                }
                members.put(name, Member.ofText(decoded(header.getKey(), unquoted(header.getValue()))));
            }
        }
        if (contentType != null) {
            members.put("datacontenttype", Member.ofText(contentType));
        }
        if (body.length > 0) {
            data(members, contentType == null ? "application/json" : contentType, body);
        }
        return members;
    }

    private static void data(Map<String, Member> members, String contentType, byte[] body) {
        String type = mediaType(contentType);
        if (type.endsWith("/json") || type.endsWith("+json")) {
            Members.requireValue("data", body);
            members.put("data", new Member(JsonToken.VALUE_EMBEDDED_OBJECT, "", body));
        } else if (type.startsWith("text/") || type.endsWith("+xml") || type.endsWith("/xml")) {
            Members.requireUtf8("data", body);
            members.put("data", Member.ofText(new String(body, UTF_8)));
        } else {
            members.put("data_base64", Member.ofText(Base64.getEncoder().encodeToString(body)));
        }
    }

    /** Without parameters, in lower case. */
    static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /** Percent-encoded UTF-8, and else printable ASCII (section 3.1.3.2). */
    private static String decoded(String header, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escape = c == '%';
            int decoded = escape ? hex(value, i + 1) : c;
            if (decoded < 0 || c > '~') {
                throw ProblemException.bad(header + ": not encoded as a header is (expected: ASCII, and the rest and %"
                        + " as percent-encoded UTF-8)");
            }
            bytes.write(decoded);
            i += escape ? 2 : 0;
        }
        byte[] text = bytes.toByteArray();
        Members.requireUtf8(header, text);
        return new String(text, UTF_8);
    }

    private static int hex(String value, int at) {
        int high = at + 1 < value.length() ? Character.digit(value.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(value.charAt(at + 1), 16);
        return low < 0 ? -1 : high << 4 | low;
    }
}
