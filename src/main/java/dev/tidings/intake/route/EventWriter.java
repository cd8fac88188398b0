package dev.tidings.intake.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events in structured JSON, as the log reads them with the least effort. One thread. */
final class EventWriter {
    /** Of the headers that a record of the log has beside: its content type. */
    private static final int HEADERS = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // In UTF-8 instead of an escape: what has none is checked without a parser.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final String route;
    private final int maxEventSize;

    EventWriter(String route, int maxEventSize) {
        this.route = route;
        this.maxEventSize = maxEventSize;
    }

    /** @param longestKey in bytes, of the records that this event becomes */
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
            throw dead(
                    DeadReason.TOO_LARGE,
                    "the event is larger than tidings.tail.max-event-size (expected: at most " + maxEventSize
                            + " bytes with its key)");
        } catch (JsonValues.NotJsonException e) {
            throw dead(DeadReason.EXPRESSION, "data: " + e.type() + " in it (expected: what JSON can say)");
        } catch (IOException | StackOverflowError e) {
            throw dead(
                    DeadReason.EXPRESSION,
                    "data: too deep, or a text that is not well-formed (expected: what JSON can"
                            + " say, at most 1000 deep)");
        }
        return out.toByteArray();
    }

    private DeadException dead(DeadReason reason, String fault) {
        return new DeadException(reason, "route " + route + ": " + fault);
    }
}
