package dev.tidings.format;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The data of a CloudEvent that came as bytes: JSON as a value, text as text, anything else as text in base64. */
final class EventData {
    private EventData() {}

    /** @param contentType without one it is JSON, as in the log */
    static @Nullable Object read(@Nullable String contentType, byte[] data, Bounds.Room room) throws DeadException {
        MediaType type = MediaType.of(contentType == null ? "application/json" : contentType);
        if (type.isJson()) {
            return Json.read(data, room);
        }
        return type.isText() ? Text.read(data) : base64(data);
    }

    static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
