package dev.tidings.intake.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads scalars: numbers, booleans, texts, enums by their names, bytes as text in base64. */
final class ProtobufScalar {
    private ProtobufScalar() {}

    /** Returns null for an unknown number of a closed enum, as if the field were absent. */
    static @Nullable Object read(FieldDescriptor field, CodedInputStream in) throws IOException {
        return switch (field.getType()) {
            case DOUBLE -> Numbers.of(in.readDouble());
            case FLOAT -> Numbers.of(in.readFloat());
            case INT64 -> in.readInt64();
            case SINT64 -> in.readSInt64();
            case SFIXED64 -> in.readSFixed64();
            case UINT64 -> Numbers.ofUnsigned(in.readUInt64());
            case FIXED64 -> Numbers.ofUnsigned(in.readFixed64());
            case INT32 -> (long) in.readInt32();
            case SINT32 -> (long) in.readSInt32();
            case SFIXED32 -> (long) in.readSFixed32();
            case UINT32 -> Integer.toUnsignedLong(in.readUInt32());
            case FIXED32 -> Integer.toUnsignedLong(in.readFixed32());
            case BOOL -> in.readBool();
            case STRING -> in.readStringRequireUtf8();
            case BYTES -> EventData.base64(in.readByteArray());
            case ENUM -> name(field.getEnumType(), in.readEnum());
            case MESSAGE, GROUP -> throw new IllegalArgumentException("a message is no scalar");
        };
    }

    private static @Nullable Object name(EnumDescriptor type, int number) {
        EnumValueDescriptor value = type.findValueByNumber(number);
        if (value != null) {
            return value.getName();
        }
        return type.isClosed() ? null : (Object) (long) number;
    }

    static Object defaultOf(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> 0L;
            case FLOAT, DOUBLE -> 0.0;
            case BOOLEAN -> false;
            case STRING, BYTE_STRING -> "";
            case ENUM -> field.getEnumType().getValues().get(0).getName();
            case MESSAGE -> throw new IllegalArgumentException("a message is no scalar");
        };
    }
}
