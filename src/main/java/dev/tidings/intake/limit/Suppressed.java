package dev.tidings.intake.limit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Writes into an event the number of events that it represents, as the extension attribute {@code suppressed}. */
final class Suppressed {
    private static final String ATTRIBUTE = "suppressed";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Suppressed() {}

    static byte[] tell(byte[] event, int count) {
        try {
            JsonNode read = JSON.readTree(event);
            if (read instanceof ObjectNode attributes) {
                return JSON.writeValueAsBytes(attributes.put(ATTRIBUTE, count));
            }
        } catch (IOException e) {
            // Routes write JSON; the tail rejects anything else.
            return event;
        }
        return event;
    }
}
