package dev.tidings.event;

import dev.tidings.event.Reading.Unusable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into a wire-ready {@link Event}. It reads CloudEvents' Kafka binding in structured and binary mode, an
 * event without headers, and plain JSON.
 *
 * <p>It has no state, and any thread may call it. It never throws for the content of a record.
 */
public final class EventReader {
    private EventReader() {}

    public static Reading read(StoredRecord record) {
        try {
            return event(record);
        } catch (RejectedEventException e) {
            return new Unusable(e.reason(), e.found());
        } catch (RuntimeException | StackOverflowError e) {
            // One record must not stop the tail, nor close a session again after each resume.
            return Unusable.internal(e);
        }
    }

    /**
     * Returns how many bytes of the value are the event where it can be sent unchanged and sets no terms; 0 where
     * {@link #read} has to decide.
     */
    public static int plainLength(byte[] bytes, int headersFrom, int valueFrom, int end) {
        if (!UsualHeaders.addNothing(bytes, headersFrom, valueFrom)
                || !Utf8.isWellFormed(bytes, valueFrom, end - valueFrom)) {
            return 0;
        }
        int closingBrace = PlainScan.closingBrace(bytes, valueFrom, end);
        return closingBrace == JsonBytes.UNSURE ? 0 : closingBrace - valueFrom;
    }

    private static Event event(StoredRecord record) {
        Map<String, Object> headers = headersOf(record);
        MediaType type = headers.get(HeaderBlock.CONTENT_TYPE) instanceof String text ? MediaType.of(text) : null;
        if (type != null && type.isCloudEvents()) {
            requireJsonFormat(type);
            type.requireUtf8("value", record.bytes(), record.valueFrom(), record.end());
            return StructuredEvents.read(record, traceOf(headers));
        }
        return headers.containsKey(HeaderBlock.SPECVERSION)
                ? BinaryEvents.read(record, headers)
                : withoutMode(record, type, headers);
    }

    /** Returns each header's text, or the reason why it is not one; of repeated headers the last counts. */
    private static Map<String, Object> headersOf(StoredRecord record) {
        if (record.headersFrom() == record.valueFrom()) {
            return Map.of();
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        HeaderBlock.forEach(record.bytes(), record.headersFrom(), record.valueFrom(), headers::put);
        return headers;
    }

    private static void requireJsonFormat(MediaType type) {
        if (!type.isStructured()) {
            throw new RejectedEventException(
                    RejectReason.NOT_A_CLOUDEVENT, "content-type: unsupported format (expected: one event in JSON)");
        }
    }

    private static @Nullable String traceOf(Map<String, Object> headers) {
        return headers.get(HeaderBlock.TRACEPARENT) instanceof String text ? text : null;
    }

    /** Reads a value without a mode: an object that looks like an event is one, all other JSON is its data. */
    private static Event withoutMode(StoredRecord record, @Nullable MediaType type, Map<String, Object> headers) {
        byte[] bytes = record.bytes();
        int from = TextEncoding.jsonFrom("value", bytes, record.valueFrom(), record.end());
        if (type != null) {
            type.requireUtf8("value", bytes, from, record.end());
        }
        if (PlainData.isSure(bytes, from, record.end())) {
            return BinaryEvents.readPlain(record, from, headers.get(HeaderBlock.TRACEPARENT));
        }
        JsonMembers json = JsonMembers.ofInner(bytes, from, record.end());
        return json != null && json.isEvent()
                ? StructuredEvents.read(record, from, json, traceOf(headers))
                : BinaryEvents.readPlain(record, from, headers.get(HeaderBlock.TRACEPARENT));
    }
}
