package dev.tidings.intake.format;

import dev.tidings.event.MediaType;
import dev.tidings.event.RejectedEventException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the data of a CloudEvent from bytes: JSON as a value, text as text, anything else as text in base64. */
final class EventData {
    private EventData() {}

    /** @param contentType null means JSON, as in the log */
    static @Nullable Object read(@Nullable String contentType, byte[] data, Bounds.Room room) throws DeadException {
        MediaType type = contentType == null ? MediaType.JSON : MediaType.of(contentType);
        if (!type.isJson() && !type.isText()) {
            return base64(data);
        }
        try {
            type.requireUtf8("value", data, 0, data.length);
        } catch (RejectedEventException e) {
            throw Unreadable.of(e);
        }
        if (type.isJson()) {
            return JsonDocument.isBlank(data) ? null : JsonDocument.read(data, room);
        }
        return Text.read(data);
    }

    static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
