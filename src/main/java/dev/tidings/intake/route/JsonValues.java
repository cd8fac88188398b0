package dev.tidings.intake.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.tidings.event.Surrogates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the values of documents and expressions as JSON: timestamps as texts, bytes in base64. */
final class JsonValues {
    /** Maximum characters of a name; readers of JSON refuse longer ones. */
    private static final int LONGEST_NAME = 10_000;

    private JsonValues() {}

    /** A value cannot be expressed in JSON. */
    static final class NotJsonException extends IOException {
        private static final long serialVersionUID = 1;

        private final String type;

        NotJsonException(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(Surrogates.repaired(text));
        } else if (value instanceof Map<?, ?> map) {
            object(json, map);
        } else if (value instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else {
            scalar(json, value);
        }
    }

    private static void object(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> each : map.entrySet()) {
            // CEL's maps may have numbers and bools as keys.
            String name = String.valueOf(each.getKey());
            if (name.length() > LONGEST_NAME) {
                throw new NotJsonException("a name of " + name.length() + " characters");
            }
            json.writeFieldName(Surrogates.repaired(name));
            write(json, each.getValue());
        }
        json.writeEndObject();
    }

    private static void scalar(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null || value instanceof NullValue) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof UnsignedLong number) {
            json.writeNumber(number.bigIntegerValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Instant || value instanceof Duration) {
            json.writeString(value.toString());
        } else if (value instanceof CelByteString bytes) {
            json.writeBinary(bytes.toByteArray());
        } else if (value instanceof Optional<?> optional) {
            write(json, optional.orElse(null));
        } else {
            throw new NotJsonException(Types.nameOf(value));
        }
    }
}
