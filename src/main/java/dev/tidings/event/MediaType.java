package dev.tidings.event;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed content type; names are case-insensitive.
 *
 * @param name in lower case, without parameters
 * @param charset in lower case; null where there is none
 */
public record MediaType(String name, @Nullable String charset) {
    private static final String CLOUDEVENTS = "application/cloudevents";
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

    /** The type of data without a content type. */
    public static final MediaType JSON = new MediaType("application/json", null);

    public static MediaType of(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String charset = null;
        for (int i = 1; i < parts.length && charset == null; i++) {
            String[] parameter = parts[i].split("=", 2);
            boolean isCharset = parameter.length == 2 && parameter[0].strip().equals("charset");
            charset = isCharset ? parameter[1].strip().replace("\"", "").replace("'", "") : null;
        }
        return new MediaType(parts[0].strip(), charset);
    }

    /** Returns whether the name has a type and a subtype. */
    boolean isWellFormed() {
        return PlainText.of(name).isMediaType(0, name.length())
                || NAME.matcher(name).matches();
    }

    public boolean isJson() {
        return name.endsWith("/json") || name.endsWith("+json");
    }

    public boolean isText() {
        return name.startsWith("text/") || name.endsWith("/xml") || name.endsWith("+xml");
    }

    /** Returns whether the content is one or several whole events, in any format. */
    public boolean isCloudEvents() {
        return name.startsWith(CLOUDEVENTS);
    }

    /** Returns whether the content is one whole event in JSON. */
    public boolean isStructured() {
        return name.equals(CLOUDEVENTS + "+json");
    }

    /** Returns whether the content is several events in JSON. */
    public boolean isBatch() {
        return name.equals(CLOUDEVENTS + "-batch+json");
    }

    /**
     * Refuses bytes whose declared encoding is not UTF-8. A charset that extends ASCII is accepted where all bytes are
     * ASCII.
     *
     * @throws RejectedEventException where the encoding is another one
     */
    public void requireUtf8(String what, byte[] bytes, int from, int end) {
        if (charset == null || charset.equals("utf-8") || charset.equals("utf8")) {
            return;
        }
        boolean wide = charset.startsWith("utf") || charset.contains("ucs") || charset.contains("10646");
        for (int i = from; !wide && i < end; i++) {
            wide = bytes[i] < 0;
        }
        if (wide) {
            throw new RejectedEventException(
                    RejectReason.NOT_UTF8, what + ": charset other than UTF-8 (expected: charset=utf-8, or none)");
        }
    }
}
