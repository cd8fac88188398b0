package dev.tidings.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as a map by the fields' own names. A field that cannot be absent is always there, with its default; one that can
 * be (a message, what is optional, of a oneof) is there if it was written.
 */
final class ProtobufReader {
    private final Bounds.Room room;

    ProtobufReader(Bounds.Room room) {
        this.room = room;
    }

    @Nullable
    Object message(Message message) throws DeadException {
        room.take();
        room.enter();
        Descriptor type = message.getDescriptorForType();
        Object value = WellKnown.is(type) ? new WellKnown(this).value(message) : fields(message, type);
        room.leave();
        return value;
    }

    Map<String, @Nullable Object> fields(Message message, Descriptor type) throws DeadException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            if (!field.hasPresence() || message.hasField(field)) {
                fields.put(field.getName(), value(field, message.getField(field)));
            }
        }
        return fields;
    }

    @Nullable
    Object value(FieldDescriptor field, Object value) throws DeadException {
        if (field.isMapField()) {
            return map(field.getMessageType(), (List<?>) value);
        }
        if (!field.isRepeated()) {
            return single(field, value);
        }
        room.take();
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : (List<?>) value) {
            items.add(single(field, item));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(Descriptor entry, List<?> entries) throws DeadException {
        room.take();
        FieldDescriptor key = Objects.requireNonNull(entry.findFieldByNumber(1));
        FieldDescriptor value = Objects.requireNonNull(entry.findFieldByNumber(2));
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object each : entries) {
            Message pair = (Message) each;
            map.put(String.valueOf(single(key, pair.getField(key))), single(value, pair.getField(value)));
        }
        return map;
    }

    @Nullable
    Object single(FieldDescriptor field, Object value) throws DeadException {
        room.take();
        return switch (field.getType()) {
            case MESSAGE, GROUP -> message((Message) value);
            case ENUM -> name((EnumValueDescriptor) value);
            case BYTES -> Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
            case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
            case UINT64, FIXED64 -> Numbers.ofUnsigned((Long) value);
            case INT32, SINT32, SFIXED32 -> ((Integer) value).longValue();
            case FLOAT -> Numbers.of((float) (Float) value);
            case DOUBLE -> Numbers.of((double) (Double) value);
            case INT64, SINT64, SFIXED64, BOOL, STRING -> value;
        };
    }

    /** Of a number that the schema has no name for, the number. */
    private static Object name(EnumValueDescriptor value) {
        boolean named = value.getIndex() >= 0;
        return named ? (Object) value.getName() : (long) value.getNumber();
    }
}
