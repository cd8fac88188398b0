package dev.tidings.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events whose attributes are not in the record's value: binary mode, and plain JSON for which Tidings makes them up. */
final class BinaryEvents {
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

    private BinaryEvents() {}

    static Event read(StoredRecord record, Map<String, String> headers) throws IOException {
        String contentType = headers.get(HeaderBlock.CONTENT_TYPE);
        StringBuilder json = new StringBuilder(256);
        for (String name : REQUIRED) {
            String value = headers.getOrDefault(HeaderBlock.ATTRIBUTE_PREFIX + name, "");
            if (value.isEmpty() || (name.equals("specversion") && !value.equals("1.0"))) {
                throw new RejectedRecordException(RejectReason.MISSING_ATTRIBUTE);
            }
            attribute(json, name, value);
        }
        Terms terms = optional(json, headers);
        if (contentType != null) {
            attribute(json, "datacontenttype", contentType);
        }
        String trace = headers.get(HeaderBlock.TRACEPARENT);
        if (trace != null && !headers.containsKey(HeaderBlock.ATTRIBUTE_PREFIX + HeaderBlock.TRACEPARENT)) {
            attribute(json, HeaderBlock.TRACEPARENT, trace);
        }
        return withData(record, json, contentType, terms);
    }

    /** The attributes beyond the required ones; tells what they ask. */
    private static Terms optional(StringBuilder json, Map<String, String> headers) {
        Terms terms = Terms.NONE;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!header.getKey().startsWith(HeaderBlock.ATTRIBUTE_PREFIX)) {
                continue;
            }
            String name = header.getKey().substring(HeaderBlock.ATTRIBUTE_PREFIX.length());
            if (REQUIRED.contains(name) || isOurs(name)) {
                continue;
            }
            requireName(name);
            if (name.equals(Terms.EXPIRYTIME)) {
                terms = terms.expiring(header.getValue());
            } else if (name.equals(Terms.COLLAPSEKEY)) {
                terms = terms.collapsing(header.getValue());
            }
            attribute(json, name, header.getValue());
        }
        return terms;
    }

    /** A plain JSON value: what a CloudEvent must have comes from where the record stands. */
    static Event readPlain(StoredRecord record, @Nullable String traceparent) throws IOException {
        if (record.valueLength() == 0) {
            throw new RejectedRecordException(RejectReason.NOT_JSON);
        }
        Position at = record.position();
        String topic = at.partition().topic().name().toLowerCase(Locale.ROOT);
        StringBuilder json = new StringBuilder(192);
        attribute(json, "specversion", "1.0");
        attribute(json, "id", at.partition().number() + "-" + at.offset());
        attribute(json, "source", "/kafka/" + topic);
        attribute(json, "type", "notification");
        attribute(json, "time", Instant.ofEpochMilli(record.timestamp()).toString());
        attribute(json, "datacontenttype", "application/json");
        if (traceparent != null) {
            attribute(json, HeaderBlock.TRACEPARENT, traceparent);
        }
        return withData(record, json, "application/json", Terms.NONE);
    }

    private static Event withData(
            StoredRecord record, StringBuilder attributes, @Nullable String contentType, Terms terms)
            throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(attributes.length() + record.valueLength() + 32);
        json.write(attributes.toString().getBytes(StandardCharsets.UTF_8));
        if (record.valueLength() > 0) {
            data(json, record, contentType == null ? "application/json" : contentType);
        }
        return new Event(json.toByteArray(), 0, json.size(), terms, record.timestamp());
    }

    private static void data(ByteArrayOutputStream json, StoredRecord record, String contentType) throws IOException {
        String type = contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String mediaType = parameters < 0 ? type : type.substring(0, parameters).strip();
        if (mediaType.endsWith("/json") || mediaType.endsWith("+json")) {
            Json.requireValue(record);
            json.write(",\"data\":".getBytes(StandardCharsets.UTF_8));
            json.write(record.bytes(), record.valueFrom(), record.valueLength());
        } else if (mediaType.startsWith("text/") || mediaType.endsWith("+xml") || mediaType.endsWith("/xml")) {
            if (!Utf8.isWellFormed(record.bytes(), record.valueFrom(), record.valueLength())) {
                throw new RejectedRecordException(RejectReason.NOT_UTF8);
            }
            String text = new String(record.bytes(), record.valueFrom(), record.valueLength(), StandardCharsets.UTF_8);
            json.write((",\"data\":" + Json.quoted(text)).getBytes(StandardCharsets.UTF_8));
        } else {
            json.write(",\"data_base64\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] value = Arrays.copyOfRange(record.bytes(), record.valueFrom(), record.end());
            json.write(Base64.getEncoder().encode(value));
            json.write('"');
        }
    }

    private static void attribute(StringBuilder json, String name, String value) {
        json.append(json.length() == 0 ? '{' : ',').append('"').append(name).append("\":");
        json.append(Json.quoted(value));
    }

    /** On the wire these are Tidings' own, or stand elsewhere. */
    private static boolean isOurs(String name) {
        return name.equals("cursor") || name.equals("datacontenttype");
    }

    /** CloudEvents 1.0, naming conventions: lower-case letters and digits; {@code data} is no attribute. */
    private static void requireName(String name) {
        boolean allowed = !name.isEmpty() && !name.equals("data") && !name.equals("data_base64");
        for (int i = 0; allowed && i < name.length(); i++) {
            char c = name.charAt(i);
            allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        if (!allowed) {
            throw new RejectedRecordException(RejectReason.BAD_ATTRIBUTE);
        }
    }
}
