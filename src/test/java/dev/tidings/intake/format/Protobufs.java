package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages in protobuf: written field by field, and read by their schema. */
final class Protobufs {
    static final String ORDER = """
            syntax = "proto3";
            package shop;
            import "google/protobuf/timestamp.proto";
            import "confluent/meta.proto";
            option java_package = "com.example";
            // A comment.
            message Order {
              option (confluent.message_meta) = { doc: "An order" };
              int64 order_id = 1 [(confluent.field_meta) = { doc: "Its id" }];
              string customer = 2;
              State state = 3;
              google.protobuf.Timestamp placed_at = 4;
              bytes photo = 5;
              oneof payment { string card = 6; bool cash = 7; }
              map<string, int32> counts = 8;
              repeated Line lines = 9;
              optional string note = 10;
              repeated sint32 numbers = 11;
              map<int64, Line> by_number = 12;
              Order next = 13;
              double price = 14;
              reserved 20 to 30;
              enum State { OPEN = 0; PAID = 1; }
              message Line { string sku = 1; uint64 count = 2; }
            }
            message Other { Order.Line line = 1; message Deep { fixed32 n = 1; } }
            """;

    /** The message indexes of a value whose message is the first of its schema. */
    static final byte[] FIRST = {0};

    interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private Protobufs() {}

    static byte[] write(Writing writing) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Object read(SchemaText schema, byte[]... parts) throws DeadException {
        return Given.formats(id -> schema)
                .of(Format.PROTOBUF)
                .read(Given.record(Given.framed(1, parts)))
                .get(0)
                .value();
    }

    static @Nullable Object read(String schema, byte[]... parts) throws DeadException {
        return read(new SchemaText("PROTOBUF", schema, List.of()), parts);
    }

    static DeadException dead(String schema, byte[]... parts) {
        return catchThrowableOfType(DeadException.class, () -> read(schema, parts));
    }

    static byte[] line(String sku, long count) {
        return write(out -> {
            out.writeString(1, sku);
            out.writeUInt64(2, count);
        });
    }

    static byte[] order() {
        return write(out -> {
            out.writeInt64(1, Long.MIN_VALUE);
            out.writeString(2, "Zoë");
            out.writeEnum(3, 1);
            out.writeByteArray(
                    4,
                    Timestamp.newBuilder()
                            .setSeconds(1764214200)
                            .setNanos(5000000)
                            .build()
                            .toByteArray());
            out.writeByteArray(5, new byte[] {0, -1});
            out.writeBool(7, true);
            out.writeByteArray(8, write(entry -> {
                entry.writeString(1, "x");
                entry.writeInt32(2, -1);
            }));
            out.writeByteArray(9, line("a", 2));
            out.writeByteArray(9, line("b", -1));
            out.writeString(10, "");
            out.writeByteArray(11, write(packed -> packed.writeSInt32NoTag(-7)));
            out.writeSInt32(11, 8);
            out.writeByteArray(12, write(entry -> {
                entry.writeInt64(1, 5);
                entry.writeByteArray(2, line("c", 0));
            }));
            out.writeString(99, "unknown to the schema");
        });
    }
}
