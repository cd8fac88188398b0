package dev.tidings.intake.format;

import dev.tidings.event.DropReason;
import dev.tidings.event.EventAttributes;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CloudEvent whose attributes are the record's headers {@code ce_*} and whose data is the record's value. */
record BinaryEvent(FormatMetrics metrics) {
    static boolean isBinary(SourceRecord record) {
        return attributes(record).containsKey("specversion");
    }

    /** Returns texts, or the reason why a header is not text; of a repeated header the last one counts. */
    private static Map<String, Object> attributes(SourceRecord record) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (SourceHeader header : record.headers()) {
            byte[] value = header.value();
            String name = HeaderBlock.attributeOf(header.name());
            if (value != null && name != null) {
                attributes.put(name, text(value));
            }
        }
        return attributes;
    }

    private static Object text(byte[] value) {
        boolean text = Utf8.isWellFormed(value, 0, value.length);
        return text ? new String(value, StandardCharsets.UTF_8) : DropReason.TEXT;
    }

    Document read(SourceRecord record, @Nullable String contentType, Bounds.Room room) throws DeadException {
        Map<String, Object> given = attributes(record);
        if (contentType != null) {
            given.put(EventAttributes.CONTENT_TYPE, contentType);
        }
        EventAttributes attributes = new EventAttributes();
        given.forEach(attributes::add);
        Map<String, Object> complete = attributes.complete();
        metrics.dropped(attributes.dropped());
        byte[] data = record.value();
        if (data == null || data.length == 0) {
            return new Document(null, complete);
        }
        return new Document(EventData.read((String) complete.get(EventAttributes.CONTENT_TYPE), data, room), complete);
    }
}
