package dev.tidings.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events whose attributes are not in the record's value: binary mode, and plain JSON for which Tidings makes them up. */
final class BinaryEvents {
    private BinaryEvents() {}

    /** @param headers texts, or why one is none */
    static Event read(StoredRecord record, Map<String, Object> headers) {
        EventAttributes attributes = new EventAttributes();
        headers.forEach((header, value) -> {
            String name = HeaderBlock.attributeOf(header);
            if (name != null && !isElsewhere(name)) {
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

    /** On the wire these are Tidings' own, or have a header of their own. */
    private static boolean isElsewhere(String name) {
        return name.equals("cursor") || name.equals(EventAttributes.CONTENT_TYPE);
    }

    /**
     * A plain JSON value: what a CloudEvent must have comes from where the record stands.
     *
     * @param from where the value begins, without a byte order mark
     * @param traceparent a text, or why it is none
     */
    static Event readPlain(StoredRecord record, int from, @Nullable Object traceparent) {
        Position at = record.position();
        String topic = at.partition().topic().name().toLowerCase(Locale.ROOT);
        EventAttributes attributes = new EventAttributes();
        madeUp(at, topic, Instant.ofEpochMilli(record.timestamp())).forEach(attributes::add);
        attributes.add(HeaderBlock.TRACEPARENT, traceparent);
        return new EventJson(attributes.complete())
                .json(record.bytes(), from, record.end())
                .open(Terms.NONE, attributes.dropped(), record.timestamp());
    }

    private static Map<String, Object> madeUp(Position at, String topic, Instant time) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", at.partition().number() + "-" + at.offset());
        attributes.put("source", "/kafka/" + topic);
        attributes.put("type", "notification");
        attributes.put("time", time.toString());
        attributes.put(EventAttributes.CONTENT_TYPE, MediaType.JSON.name());
        return attributes;
    }
}
