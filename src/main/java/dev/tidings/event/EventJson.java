package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an event as one JSON object, which has no closing brace until {@link #closed}. */
public final class EventJson {
    private static final int AROUND_DATA = 32;

    private final ByteArrayOutputStream json;

    /** @param attributes the judged attributes, at least one */
    public EventJson(Map<String, Object> attributes) {
        this(text(attributes), 512);
    }

    /** @param attributes the attributes as JSON, including the opening brace */
    EventJson(String attributes, int dataLength) {
        json = new ByteArrayOutputStream(attributes.length() + dataLength + AROUND_DATA);
        write(attributes);
    }

    private static String text(Map<String, Object> attributes) {
        StringBuilder text = new StringBuilder(256);
        attributes.forEach((name, value) -> {
            text.append(text.length() == 0 ? '{' : ',').append('"').append(name).append("\":");
            text.append(value instanceof String string ? Json.quoted(string) : value.toString());
        });
        return text.toString();
    }

    /**
     * Adds data that was separate from its attributes, according to its type; empty data and blank JSON add nothing.
     *
     * @param contentType null for JSON
     * @throws RejectedEventException where the data does not match its type
     */
    public EventJson data(@Nullable String contentType, byte[] bytes, int from, int end) {
        MediaType named = contentType == null ? MediaType.JSON : MediaType.of(contentType);
        MediaType type = named.isWellFormed() ? named : MediaType.JSON;
        if (from == end) {
            return this;
        }
        if (type.isJson() || type.isText()) {
            type.requireUtf8("data", bytes, from, end);
        }
        if (type.isJson()) {
            return value(bytes, TextEncoding.jsonFrom("data", bytes, from, end), end);
        }
        if (type.isText()) {
            int begin = TextEncoding.textFrom("data", bytes, from, end);
            write(",\"data\":" + Json.quoted(new String(bytes, begin, end - begin, UTF_8)));
            return this;
        }
        return bytes(Arrays.copyOfRange(bytes, from, end));
    }

    private EventJson value(byte[] bytes, int from, int end) {
        if (Json.isBlank(bytes, from, end)) {
            return this;
        }
        try {
            var unused = JsonMembers.ofInner(bytes, from, end);
        } catch (RejectedEventException e) {
            throw new RejectedEventException(
                    e.reason(), "data: not JSON (expected: a JSON value, or the Content-Type of the data)");
        }
        return json(bytes, from, end);
    }

    /** Adds data that is valid JSON already. */
    EventJson json(byte[] bytes, int from, int end) {
        write(",\"data\":");
        byte[] repaired = Surrogates.repaired(bytes, from, end);
        json.write(repaired, repaired == bytes ? from : 0, end - from);
        return this;
    }

    EventJson bytes(byte[] data) {
        write(",\"data_base64\":\"" + Base64.getEncoder().encodeToString(data) + '"');
        return this;
    }

    private void write(String text) {
        json.writeBytes(text.getBytes(UTF_8));
    }

    /** Returns the event without its closing brace. */
    Event open(Terms terms, Dropped dropped, long timestamp) {
        return new Event(json.toByteArray(), 0, json.size(), terms, timestamp, dropped);
    }

    /** Returns the whole event, with its closing brace. */
    public byte[] closed() {
        byte[] open = json.toByteArray();
        byte[] closed = Arrays.copyOf(open, open.length + 1);
        closed[open.length] = '}';
        return closed;
    }
}
