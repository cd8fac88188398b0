package dev.tidings.event;

import dev.tidings.event.Reading.Unusable;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a wire-ready {@link Event} of a record: CloudEvents' Kafka binding in structured or binary mode, or plain JSON.
 *
 * <p>Has no state; any thread may call it. It never throws for what a record holds.
 */
public final class EventReader {
    private static final String CLOUDEVENTS = "application/cloudevents";
    private static final byte[] STRUCTURED = JsonBytes.ascii(CLOUDEVENTS + "+json");
    private static final byte[] CONTENT_TYPE = JsonBytes.ascii(HeaderBlock.CONTENT_TYPE);
    private static final byte[] TRACEPARENT = JsonBytes.ascii(HeaderBlock.TRACEPARENT);
    private static final String SPECVERSION = HeaderBlock.ATTRIBUTE_PREFIX + "specversion";

    private EventReader() {}

    public static Reading read(StoredRecord record) {
        try {
            return event(record);
        } catch (RejectedRecordException e) {
            return new Unusable(e.reason());
        } catch (IOException e) {
            return new Unusable(RejectReason.NOT_JSON);
        } catch (RuntimeException | StackOverflowError e) {
            // One record must not end the tail, nor a session again after each resume.
            return Unusable.internal(e);
        }
    }

    /**
     * How many bytes of the value are the event where it needs no reading, being sent as it came and asking for nothing;
     * 0 where {@link #read} has to be asked.
     */
    public static int plainLength(byte[] bytes, int headersFrom, int valueFrom, int end) {
        if (!isStructuredAndNoMore(bytes, headersFrom, valueFrom)
                || !Utf8.isWellFormed(bytes, valueFrom, end - valueFrom)) {
            return 0;
        }
        int closingBrace = PlainScan.closingBrace(bytes, valueFrom, end);
        return closingBrace == JsonBytes.UNSURE ? 0 : closingBrace - valueFrom;
    }

    private static Event event(StoredRecord record) throws IOException {
        boolean noMore = isStructuredAndNoMore(record.bytes(), record.headersFrom(), record.valueFrom());
        return noMore ? StructuredEvents.read(record, null) : event(record, headersOf(record));
    }

    /** As nearly all are: then no header needs to become a String. */
    private static boolean isStructuredAndNoMore(byte[] bytes, int from, int end) {
        long contentType = HeaderBlock.find(bytes, from, end, CONTENT_TYPE);
        return contentType >= 0
                && isStructured(bytes, (int) contentType, (int) (contentType >>> 32))
                && HeaderBlock.find(bytes, from, end, TRACEPARENT) < 0;
    }

    private static boolean isStructured(byte[] bytes, int from, int length) {
        int end = from + STRUCTURED.length;
        return length >= STRUCTURED.length
                && Arrays.equals(bytes, from, end, STRUCTURED, 0, STRUCTURED.length)
                && (length == STRUCTURED.length || bytes[end] == ';');
    }

    private static Map<String, String> headersOf(StoredRecord record) {
        Map<String, String> headers = new LinkedHashMap<>();
        HeaderBlock.forEach(record.bytes(), record.headersFrom(), record.valueFrom(), headers::put);
        return headers;
    }

    private static Event event(StoredRecord record, Map<String, String> headers) throws IOException {
        String contentType = headers.get(HeaderBlock.CONTENT_TYPE);
        if (contentType != null && contentType.startsWith(CLOUDEVENTS)) {
            requireJsonFormat(contentType);
            return StructuredEvents.read(record, headers.get(HeaderBlock.TRACEPARENT));
        }
        if (headers.containsKey(SPECVERSION)) {
            return BinaryEvents.read(record, headers);
        }
        return BinaryEvents.readPlain(record, traceOf(headers));
    }

    private static void requireJsonFormat(String contentType) {
        int parameters = contentType.indexOf(';');
        String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
        if (!mediaType.strip().equals(CLOUDEVENTS + "+json")) {
            throw new RejectedRecordException(RejectReason.NOT_A_CLOUDEVENT);
        }
    }

    private static @Nullable String traceOf(Map<String, String> headers) {
        return headers.get(HeaderBlock.TRACEPARENT);
    }
}
