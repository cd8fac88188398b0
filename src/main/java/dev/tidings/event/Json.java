package dev.tidings.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** The JSON that events are read from and written in. Its parsers get only what passed {@link TextEncoding}. */
final class Json {
    /** What the parsers of clients take. */
    static final int DEEPEST = 1000;

    /**
     * Names are not interned: a stranger's field names must not fill a table that lives on. Canonicalizing them stays on:
     * its table is bounded, and without it Jackson reads bytes through a decoder, which knows no byte offsets.
     */
    static final JsonFactory FACTORY = factory(DEEPEST);
    /** Of values that are going to stand one level deeper, in an event. */
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

    /** The instant that an RFC 3339 text names, in milliseconds of the epoch. */
    static long millis(String timestamp) {
        try {
            return OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RejectedEventException(RejectReason.BAD_ATTRIBUTE, "expirytime: no time (expected: RFC 3339)");
        }
    }
}
