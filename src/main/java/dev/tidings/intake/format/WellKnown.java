package dev.tidings.intake.format;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts Protobuf's own value types as its JSON mapping does. Any, FieldMask and Empty stay messages. */
final class WellKnown {
    private static final String PACKAGE = "google.protobuf.";
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int LAST_NANO = 999_999_999;
    private static final Set<String> WRAPPERS = WrappersProto.getDescriptor().getMessageTypes().stream()
            .map(Descriptor::getFullName)
            .collect(Collectors.toSet());
    private static final Map<String, FileDescriptor> FILES = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toMap(FileDescriptor::getName, Function.identity()));

    private WellKnown() {}

    /** Returns the files by their import paths; no registry needs to have them. */
    static Map<String, FileDescriptor> files() {
        return FILES;
    }

    /** Compares the file too, since any schema may use the name. */
    static boolean isWellKnown(Descriptor type) {
        return FILES.get(type.getFile().getName()) == type.getFile();
    }

    static @Nullable Object value(Descriptor type, Map<String, @Nullable Object> fields) throws DeadException {
        String name = type.getFullName();
        if (WRAPPERS.contains(name)) {
            return fields.get("value");
        }
        return switch (name.substring(PACKAGE.length())) {
            case "Timestamp" -> timestamp(number(fields, "seconds"), number(fields, "nanos"));
            case "Duration" -> duration(number(fields, "seconds"), number(fields, "nanos"));
            case "Struct" -> fields.get("fields");
            case "ListValue" -> fields.get("values");
            case "Value" -> selectedKind(fields);
            default -> fields;
        };
    }

    private static String timestamp(long seconds, long nanos) throws DeadException {
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > LAST_NANO) {
            throw Unreadable.because("value: a Timestamp out of its range (expected: of the years 1 to 9999)");
        }
        return Instant.ofEpochSecond(seconds, nanos).toString();
    }

    private static String duration(long seconds, long nanos) {
        BigDecimal sum = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
        return sum.stripTrailingZeros().toPlainString() + "s";
    }

    /** Returns the value of the field that is set; without one it is null. */
    private static @Nullable Object selectedKind(Map<String, @Nullable Object> fields) {
        if (fields.isEmpty() || fields.containsKey("null_value")) {
            return null;
        }
        return fields.values().iterator().next();
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }
}
