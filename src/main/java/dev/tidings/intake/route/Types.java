package dev.tidings.intake.route;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the types of values as CEL does. */
final class Types {
    private static final Map<Class<?>, String> NAMES = Map.of(
            String.class, "string",
            Long.class, "int",
            Integer.class, "int",
            UnsignedLong.class, "uint",
            Double.class, "double",
            Boolean.class, "bool",
            CelByteString.class, "bytes",
            Instant.class, "timestamp",
            Duration.class, "duration");

    private Types() {}

    static String name(CelType type) {
        return type instanceof TypeType
                ? "a type"
                : type.name().replace("google.protobuf.", "").toLowerCase(Locale.ROOT);
    }

    static String nameOf(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return "null";
        }
        if (value instanceof Map) {
            return "map";
        }
        return value instanceof Collection ? "list" : NAMES.getOrDefault(value.getClass(), "a type");
    }
}
