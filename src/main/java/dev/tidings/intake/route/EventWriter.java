package dev.tidings.intake.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events in structured JSON, which the log reads with the least effort. Not thread-safe. */
final class EventWriter {
    /** Bytes for the header of a record in the log: its content type. */
    private static final int HEADERS = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // UTF-8 instead of escapes: the log checks texts without escapes without a parser.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final String route;
    private final int maxEventSize;

    EventWriter(String route, int maxEventSize) {
        this.route = route;
        this.maxEventSize = maxEventSize;
    }

    /** @param longestKey the longest key of the event's records, in bytes */
    byte[] write(Map<String, Object> attributes, @Nullable Object data, int longestKey) throws DeadException {
        BoundedBytes out = new BoundedBytes(maxEventSize - HEADERS - longestKey);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> each : attributes.entrySet()) {
                json.writeFieldName(each.getKey());
                JsonValues.write(json, each.getValue());
            }
            if (data != null) {
                json.writeFieldName("data");
                JsonValues.write(json, data);
            }
            json.writeEndObject();
        } catch (BoundedBytes.FullException e) {
            throw failure(
                    DeadReason.TOO_LARGE,
                    "the event is larger than tidings.tail.max-event-size (expected: at most " + maxEventSize
                            + " bytes with its key)");
        } catch (JsonValues.NotJsonException e) {
            throw failure(
                    DeadReason.EXPRESSION, "data: " + e.type() + " in it (expected: a value that JSON can represent)");
        } catch (IOException | StackOverflowError e) {
            throw failure(
                    DeadReason.EXPRESSION,
                    "data: too deep, or a text that is not well-formed (expected: what JSON can"
                            + " say, at most 1000 deep)");
        }
        return out.toByteArray();
    }

    private DeadException failure(DeadReason reason, String fault) {
        return new DeadException(reason, "route " + route + ": " + fault);
    }
}
