package dev.tidings.format;

import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CloudEvent whose attributes are the record's headers {@code ce_*} and whose data is the record's value. */
final class BinaryEvent {
    private static final String PREFIX = "ce_";
    static final String SPECVERSION = PREFIX + "specversion";

    private BinaryEvent() {}

    static Document read(SourceRecord record, @Nullable String contentType, Bounds.Room room) throws DeadException {
        EventAttributes attributes = new EventAttributes();
        for (SourceHeader header : record.headers()) {
            byte[] value = header.value();
            if (value != null && header.name().startsWith(PREFIX)) {
                attributes.add(header.name().substring(PREFIX.length()), text(header.name(), value));
            }
        }
        if (contentType != null) {
            attributes.add(EventAttributes.CONTENT_TYPE, contentType);
        }
        Map<String, Object> complete = attributes.complete();
        byte[] data = record.value();
        if (data == null || data.length == 0) {
            return new Document(null, complete);
        }
        return new Document(EventData.read(contentType, data, room), complete);
    }

    private static String text(String name, byte[] value) throws DeadException {
        if (!Utf8.isWellFormed(value, 0, value.length)) {
            throw new DeadException(
                    DeadReason.BAD_ATTRIBUTE, "header " + name + ": not UTF-8 (expected: text in UTF-8)");
        }
        return new String(value, StandardCharsets.UTF_8);
    }
}
