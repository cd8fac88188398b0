package dev.tidings.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** The JSON that events are read from and written in. */
final class Json {
    /**
     * Names are not interned: a stranger's field names must not fill a table that lives on. Canonicalizing them stays on:
     * its table is bounded, and without it Jackson reads bytes through a decoder, which knows no byte offsets.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    static JsonParser parser(StoredRecord record) throws IOException {
        return FACTORY.createParser(record.bytes(), record.valueFrom(), record.valueLength());
    }

    /** Refuses what is not exactly one JSON value. */
    static void requireValue(StoredRecord record) throws IOException {
        if (!Utf8.isWellFormed(record.bytes(), record.valueFrom(), record.valueLength())) {
            throw new RejectedRecordException(RejectReason.NOT_UTF8);
        }
        try (JsonParser in = parser(record)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                throw new RejectedRecordException(RejectReason.NOT_JSON);
            }
            in.skipChildren();
            if (first.isScalarValue()) {
                in.getText(); // a scalar is read lazily; only this shows that it ends
            }
            if (in.nextToken() != null) {
                throw new RejectedRecordException(RejectReason.NOT_JSON);
            }
        }
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The instant that an RFC 3339 text names, in milliseconds of the epoch. */
    static long millis(String timestamp) {
        try {
            return OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RejectedRecordException(RejectReason.BAD_ATTRIBUTE);
        }
    }
}
