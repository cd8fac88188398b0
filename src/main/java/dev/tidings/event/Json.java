package dev.tidings.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Factories and functions for the JSON of events. Its parsers only read bytes that passed {@link TextEncoding}. */
final class Json {
    /** The maximum nesting depth, which clients' parsers accept. */
    static final int DEEPEST = 1000;

    /**
     * Names are not interned: field names of strangers must not fill a table that lives on. Canonicalization stays on:
     * its table is bounded, and without it Jackson reads bytes through a decoder, which has no byte offsets.
     */
    static final JsonFactory FACTORY = factory(DEEPEST);
    /** The factory for values that will stand one level deeper, in an event. */
    static final JsonFactory INNER = factory(DEEPEST - 1);

    private Json() {}

    private static JsonFactory factory(int deepest) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(deepest).build())
                .build();
    }

    static boolean isBlank(byte[] bytes, int from, int end) {
        return new JsonBytes(bytes, from, end).blank(from) == end;
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Returns the instant of an RFC 3339 text, in milliseconds of the epoch. */
    static long millis(String timestamp) {
        try {
            return OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RejectedEventException(RejectReason.BAD_ATTRIBUTE, "expirytime: not a time (expected: RFC 3339)");
        }
    }
}
