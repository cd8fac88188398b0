package dev.tidings.intake.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a value with its Avro writer schema into values as in JSON; a union is the value of its branch. */
final class AvroReader {
    private final AvroInput in;
    private final Bounds.Room room;

    private AvroReader(AvroInput in, Bounds.Room room) {
        this.in = in;
        this.room = room;
    }

    static @Nullable Object read(Schema schema, AvroInput in, Bounds.Room room) throws DeadException {
        // Confluent's serialisers write a schema of nothing but bytes without their length.
        if (schema.getType() == Schema.Type.BYTES) {
            return AvroLogical.ofBytes(schema, in.readFixed(in.remaining()));
        }
        Object value = new AvroReader(in, room).value(schema);
        if (!in.atEnd()) {
            throw AvroInput.broken(in.remaining() + " bytes too many");
        }
        return value;
    }

    private @Nullable Object value(Schema schema) throws DeadException {
        room.take();
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> in.readBoolean();
            case INT -> AvroLogical.ofInt(schema, in.readInt());
            case LONG -> AvroLogical.ofLong(schema, in.readLong());
            case FLOAT -> Numbers.of(in.readFloat());
            case DOUBLE -> Numbers.of(in.readDouble());
            case STRING -> in.readString();
            case BYTES -> AvroLogical.ofBytes(schema, in.readBytes());
            case FIXED -> AvroLogical.ofBytes(schema, in.readFixed(schema.getFixedSize()));
            case ENUM -> chosen(schema.getEnumSymbols(), in.readInt());
            case UNION -> value(chosen(schema.getTypes(), in.readInt()));
            case RECORD -> record(schema);
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(schema.getValueType());
        };
    }

    private static <T> T chosen(List<T> choices, int index) throws DeadException {
        if (index < 0 || index >= choices.size()) {
            throw AvroInput.broken("a choice that there is not");
        }
        return choices.get(index);
    }

    private Map<String, @Nullable Object> record(Schema schema) throws DeadException {
        room.enter();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            fields.put(field.name(), value(field.schema()));
        }
        room.leave();
        return fields;
    }

    private List<@Nullable Object> array(Schema items) throws DeadException {
        room.enter();
        List<@Nullable Object> list = new ArrayList<>();
        for (long count = block(); count != 0; count = block()) {
            for (long i = 0; i < count; i++) {
                list.add(value(items));
            }
        }
        room.leave();
        return list;
    }

    private Map<String, @Nullable Object> map(Schema values) throws DeadException {
        room.enter();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (long count = block(); count != 0; count = block()) {
            for (long i = 0; i < count; i++) {
                map.put(in.readString(), value(values));
            }
        }
        room.leave();
        return map;
    }

    /** Returns the number of items that follow; after a negative number it ignores the block's size in bytes. */
    private long block() throws DeadException {
        long count = in.readLong();
        if (count >= 0) {
            return count;
        }
        in.readLong();
        if (count == Long.MIN_VALUE) {
            throw AvroInput.broken("a block of too many items");
        }
        return -count;
    }
}
