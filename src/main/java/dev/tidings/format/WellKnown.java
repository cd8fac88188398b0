package dev.tidings.format;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.Message;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messages of Protobuf's own that stand for a value, read as its JSON mapping does. Any, FieldMask and Empty are messages. */
record WellKnown(ProtobufReader reader) {
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

    /** By the paths under which they are imported; no registry has to have them. */
    static Map<String, FileDescriptor> files() {
        return FILES;
    }

    /** By its file too: a name anybody may take. */
    static boolean is(Descriptor type) {
        return FILES.get(type.getFile().getName()) == type.getFile();
    }

    @Nullable
    Object value(Message message) throws DeadException {
        Descriptor type = message.getDescriptorForType();
        String name = type.getFullName();
        if (WRAPPERS.contains(name)) {
            return field(message, 1);
        }
        return switch (name.substring(PACKAGE.length())) {
            case "Timestamp" -> timestamp(message);
            case "Duration" -> duration(message);
            case "Struct", "ListValue" -> field(message, 1);
            case "Value" -> any(message);
            default -> reader.fields(message, type);
        };
    }

    private static String timestamp(Message message) throws DeadException {
        long seconds = number(message, 1);
        long nanos = number(message, 2);
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > LAST_NANO) {
            throw Unreadable.because("value: a Timestamp out of its range (expected: of the years 1 to 9999)");
        }
        return Instant.ofEpochSecond(seconds, nanos).toString();
    }

    private static String duration(Message message) {
        BigDecimal seconds = BigDecimal.valueOf(number(message, 1)).add(BigDecimal.valueOf(number(message, 2), 9));
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }

    /** Whichever of its kinds it is. */
    private @Nullable Object any(Message value) throws DeadException {
        List<FieldDescriptor> set = List.copyOf(value.getAllFields().keySet());
        if (set.isEmpty() || set.get(0).getNumber() == 1) {
            return null;
        }
        return reader.single(set.get(0), value.getField(set.get(0)));
    }

    private @Nullable Object field(Message message, int number) throws DeadException {
        FieldDescriptor field = descriptor(message, number);
        return reader.value(field, message.getField(field));
    }

    private static long number(Message message, int field) {
        return ((Number) message.getField(descriptor(message, field))).longValue();
    }

    private static FieldDescriptor descriptor(Message message, int number) {
        return Objects.requireNonNull(message.getDescriptorForType().findFieldByNumber(number));
    }
}
