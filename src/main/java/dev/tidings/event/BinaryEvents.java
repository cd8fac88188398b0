package dev.tidings.event;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events with attributes outside of the value: binary mode, and plain JSON, for which Tidings makes them. */
final class BinaryEvents {
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private BinaryEvents() {}

    /** @param headers each a text, or the reason why it is not one */
    static Event read(StoredRecord record, Map<String, Object> headers) {
        EventAttributes attributes = new EventAttributes();
        headers.forEach((header, value) -> {
            String name = HeaderBlock.attributeOf(header);
            if (name != null && !isSetElsewhere(name)) {
                attributes.add(name, value);
            }
        });
        Object contentType = headers.getOrDefault(
                HeaderBlock.CONTENT_TYPE, headers.get(HeaderBlock.ATTRIBUTE_PREFIX + EventAttributes.CONTENT_TYPE));
        attributes.add(EventAttributes.CONTENT_TYPE, contentType);
        if (!headers.containsKey(HeaderBlock.ATTRIBUTE_PREFIX + HeaderBlock.TRACEPARENT)) {
            attributes.add(HeaderBlock.TRACEPARENT, headers.get(HeaderBlock.TRACEPARENT));
        }
        EventJson json = new EventJson(attributes.complete());
        Reserved.refuse(attributes.complete());
        String type = contentType instanceof String text ? text : null;
        return json.data(type, record.bytes(), record.valueFrom(), record.end())
                .open(attributes.terms(), attributes.dropped(), record.timestamp());
    }

    /** Returns whether Tidings sets the attribute itself, or reads it from a header of its own. */
    private static boolean isSetElsewhere(String name) {
        return name.equals("cursor") || name.equals(EventAttributes.ITEM_ID) || name.equals(EventAttributes.CONTENT_TYPE);
    }

    /**
     * Reads a plain JSON value; the required attributes are derived from the record's position.
     *
     * @param from where the value begins, without a byte order mark
     * @param traceparent a text, or the reason why it is not one
     */
    static Event readPlain(StoredRecord record, int from, @Nullable Object traceparent) {
        Position at = record.position();
        String topic = at.partition().topic().name().toLowerCase(Locale.ROOT);
        StringBuilder open = new StringBuilder(192)
                .append("{\"specversion\":\"1.0\",\"id\":\"")
                .append(at.partition().number())
                .append('-')
                .append(at.offset())
                .append("\",\"source\":\"/kafka/")
                .append(topic)
                .append("\",\"type\":\"notification\"");
        // A year of more than four digits is no valid timestamp: the producer set it wrong, so time is left out.
        if (record.timestamp() >= FIRST && record.timestamp() <= LAST) {
            open.append(",\"time\":\"")
                    .append(Instant.ofEpochMilli(record.timestamp()))
                    .append('"');
        }
        open.append(",\"datacontenttype\":\"application/json\"");
        Dropped dropped = Dropped.NONE;
        if (traceparent instanceof String text && AttributeText.isAllowed(text)) {
            open.append(",\"traceparent\":").append(Json.quoted(text));
        } else if (traceparent != null) {
            dropped = dropped.and(DropReason.TEXT);
        }
        return new EventJson(open.toString(), record.valueLength())
                .json(record.bytes(), from, record.end())
                .open(Terms.NONE, dropped, record.timestamp());
    }
}
