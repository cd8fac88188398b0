package dev.tidings.format;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CloudEvent that is one JSON object: attributes and data side by side. */
final class StructuredEvent {
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    private StructuredEvent() {}

    static Document read(@Nullable Object json, Bounds.Room room) throws DeadException {
        if (!(json instanceof Map<?, ?> object)) {
            throw Unreadable.because("value: not a JSON object (expected: a CloudEvent)");
        }
        EventAttributes attributes = new EventAttributes();
        for (Map.Entry<?, ?> each : object.entrySet()) {
            String name = String.valueOf(each.getKey());
            Object value = each.getValue();
            // JSON's null is how some writers leave an attribute out.
            if (value != null && !name.equals(DATA) && !name.equals(BASE64)) {
                attributes.add(name, value);
            }
        }
        Map<String, Object> complete = attributes.complete();
        return new Document(data(object, (String) complete.get(EventAttributes.CONTENT_TYPE), room), complete);
    }

    private static @Nullable Object data(Map<?, ?> object, @Nullable String contentType, Bounds.Room room)
            throws DeadException {
        Object base64 = object.get(BASE64);
        if (base64 == null) {
            return object.get(DATA);
        }
        if (object.get(DATA) != null) {
            throw Unreadable.because("value: both data and data_base64 (expected: one of them)");
        }
        return EventData.read(contentType, decoded(base64), room);
    }

    private static byte[] decoded(Object base64) throws DeadException {
        try {
            if (base64 instanceof String text) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Unreadable.because("data_base64: not base64 (expected: text in base64)");
    }
}
