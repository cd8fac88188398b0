package dev.tidings.intake.format;

import dev.tidings.event.EventAttributes;
import dev.tidings.event.JsonMembers;
import dev.tidings.event.JudgedEvent;
import java.util.Base64;
import java.util.Map;

/** A CloudEvent that is one JSON object: attributes and data side by side. */
@SuppressWarnings("ArrayRecordComponent")
record StructuredEvent(byte[] value, FormatMetrics metrics) {
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    /** @param object the same as the members, with values for expressions */
    Document read(JsonMembers members, Map<?, ?> object, Bounds.Room room) throws DeadException {
        JudgedEvent event = JudgedEvent.of(value, members.members());
        metrics.dropped(event.dropped());
        Map<String, Object> attributes = event.attributes();
        if (!(object.get(BASE64) instanceof String base64)) {
            return new Document(object.get(DATA), attributes);
        }
        String contentType = (String) attributes.get(EventAttributes.CONTENT_TYPE);
        return new Document(EventData.read(contentType, Base64.getDecoder().decode(base64), room), attributes);
    }
}
