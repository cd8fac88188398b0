package dev.tidings.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in protobuf's wire format, field by field: for a test that looks at a few of them. */
record Protobuf(List<Field> fields) {
    /** A varint or a fixed number, or the bytes of what has a length. */
    record Field(int number, long value, byte[] bytes) {}

    static Protobuf of(byte[] message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            fields.add(field((int) (tag >>> 3), (int) tag & 7, in));
        }
        return new Protobuf(fields);
    }

    private static Field field(int number, int wireType, ByteBuffer in) {
        byte[] none = {};
        return switch (wireType) {
            case 0 -> new Field(number, varint(in), none);
            case 1 -> new Field(number, in.getLong(), none);
            case 2 -> {
                byte[] bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield new Field(number, 0, bytes);
            }
            case 5 -> new Field(number, in.getInt(), none);
            default -> throw new IllegalStateException("wire type: " + wireType + " (expected: 0, 1, 2 or 5)");
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The messages in that field. */
    List<Protobuf> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(field.bytes()))
                .toList();
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(Field::bytes)
                .findFirst()
                .orElse(new byte[0]);
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }
}
