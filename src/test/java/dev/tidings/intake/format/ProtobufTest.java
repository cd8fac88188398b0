package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values are written field by field, so that nothing of what reads them is used to write them. */
class ProtobufTest {
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

    interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

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

    private static final byte[] FIRST = {0};

    private static @Nullable Object read(SchemaText schema, byte[]... parts) throws DeadException {
        return Given.formats(id -> schema)
                .of(Format.PROTOBUF)
                .read(Given.record(Given.framed(1, parts)))
                .get(0)
                .value();
    }

    private static @Nullable Object read(String schema, byte[]... parts) throws DeadException {
        return read(new SchemaText("PROTOBUF", schema, List.of()), parts);
    }

    private static DeadException dead(String schema, byte[]... parts) {
        return catchThrowableOfType(DeadException.class, () -> read(schema, parts));
    }

    private static byte[] line(String sku, long count) {
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

    @Test
    void aMessageIsAMapOfItsFieldsByTheirOwnNames() throws DeadException {
        assertThat(read(ORDER, FIRST, order()))
                .isEqualTo(JsonDocumentTest.map(
                        "order_id",
                        Long.MIN_VALUE,
                        "customer",
                        "Zoë",
                        "state",
                        "PAID",
                        "placed_at",
                        "2025-11-27T03:30:00.005Z",
                        "photo",
                        "AP8=",
                        "cash",
                        true,
                        "counts",
                        Map.of("x", -1L),
                        "lines",
                        List.of(Map.of("sku", "a", "count", 2L), Map.of("sku", "b", "count", "18446744073709551615")),
                        "note",
                        "",
                        "numbers",
                        List.of(-7L, 8L),
                        "by_number",
                        Map.of("5", Map.of("sku", "c", "count", 0L)),
                        "price",
                        0.0));
    }

    @Test
    void whatCannotBeAbsentIsThereWithItsDefaultAndTheRestIsNot() throws DeadException {
        assertThat(read(ORDER, FIRST, new byte[0]))
                .isEqualTo(JsonDocumentTest.map(
                        "order_id",
                        0L,
                        "customer",
                        "",
                        "state",
                        "OPEN",
                        "photo",
                        "",
                        "counts",
                        Map.of(),
                        "lines",
                        List.of(),
                        "numbers",
                        List.of(),
                        "by_number",
                        Map.of(),
                        "price",
                        0.0));
    }

    @Test
    void theIndexesNameTheMessage() throws DeadException {
        byte[] seven = write(out -> out.writeFixed32(1, -1));
        // Zigzag: two indexes, 1 and 0.
        assertThat(read(ORDER, new byte[] {4, 2, 0}, seven)).isEqualTo(Map.of("n", 4294967295L));
        assertThat(read(ORDER, new byte[] {2, 2}, new byte[0])).isEqualTo(Map.of());
        assertThat(read(ORDER, new byte[] {2, 0}, new byte[0])).isInstanceOf(Map.class);
        assertThat(read(ORDER, new byte[] {4, 0, 0}, line("a", 1))).isEqualTo(Map.of("sku", "a", "count", 1L));
    }

    @Test
    void indexesOfNoMessageAreUnreadable() {
        for (byte[] indexes : List.of(
                new byte[] {2, 4},
                new byte[] {2, 1},
                new byte[] {4, 0, 8},
                new byte[] {1},
                new byte[] {2},
                new byte[0],
                new byte[] {-1, -1, -1, -1, -1, -1},
                new byte[] {-2, -1, -1, -1, 15})) {
            assertThat(dead(ORDER, indexes).reason()).isEqualTo(DeadReason.UNREADABLE);
        }
    }

    @Test
    void anEnumsNumberWithoutANameIsTheNumber() throws DeadException {
        Object value = read(ORDER, FIRST, write(out -> out.writeEnum(3, 77)));
        assertThat(((Map<?, ?>) Objects.requireNonNull(value)).get("state")).isEqualTo(77L);
    }

    @Test
    void wellKnownMessagesAreTheirValues() throws DeadException {
        String schema = """
                syntax = "proto3";
                import "google/protobuf/wrappers.proto";
                import "google/protobuf/struct.proto";
                import "google/protobuf/duration.proto";
                import "google/protobuf/empty.proto";
                message All {
                  google.protobuf.DoubleValue part = 1;
                  google.protobuf.UInt64Value big = 2;
                  google.protobuf.Struct struct = 3;
                  google.protobuf.Duration took = 4;
                  google.protobuf.Empty empty = 5;
                  google.protobuf.Value nothing = 6;
                  google.protobuf.StringValue absent = 7;
                }
                """;
        Value list = Value.newBuilder()
                .setListValue(
                        ListValue.newBuilder().addValues(Value.newBuilder().setBoolValue(true)))
                .build();
        Struct struct = Struct.newBuilder()
                .putFields("list", list)
                .putFields("n", Value.newBuilder().setNumberValue(1.5).build())
                .putFields(
                        "s",
                        Value.newBuilder()
                                .setStructValue(Struct.getDefaultInstance())
                                .build())
                .build();
        byte[] all = write(out -> {
            out.writeByteArray(1, DoubleValue.of(0.5).toByteArray());
            out.writeByteArray(2, UInt64Value.of(-1).toByteArray());
            out.writeByteArray(3, struct.toByteArray());
            out.writeByteArray(
                    4,
                    Duration.newBuilder()
                            .setSeconds(-1)
                            .setNanos(-500_000_000)
                            .build()
                            .toByteArray());
            out.writeByteArray(5, new byte[0]);
            out.writeByteArray(
                    6, Value.newBuilder().setNullValueValue(0).build().toByteArray());
        });
        assertThat(read(schema, FIRST, all))
                .isEqualTo(JsonDocumentTest.map(
                        "part",
                        0.5,
                        "big",
                        "18446744073709551615",
                        "struct",
                        Map.of("list", List.of(true), "n", 1.5, "s", Map.of()),
                        "took",
                        "-1.5s",
                        "empty",
                        Map.of(),
                        "nothing",
                        null));
    }

    @Test
    void aTimestampOutOfItsRangeIsUnreadable() {
        byte[] late = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build().toByteArray();
        assertThat(dead(ORDER, FIRST, write(out -> out.writeByteArray(4, late))).reason())
                .isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void importsComeFromTheRegistryEvenIfTheyAreProtobufsOwn() throws DeadException {
        String money =
                "syntax = \"proto3\"; package money; import public \"unit.proto\"; message Money { int64 cents = 1; }";
        String unit = "syntax = \"proto3\"; package money; enum Unit { EUR = 0; USD = 1; }";
        String bill = "syntax = \"proto3\"; package shop; import \"common/money.proto\";"
                + " import \"google/protobuf/timestamp.proto\";"
                + " message Bill { money.Money sum = 1; .money.Unit unit = 2; google.protobuf.Timestamp at = 3; }";
        String timestamp = "syntax = \"proto3\"; package google.protobuf;"
                + " message Timestamp { int64 seconds = 1; int32 nanos = 2; }";
        SchemaText schema = new SchemaText(
                "PROTOBUF",
                bill,
                List.of(
                        new SchemaText.Import("unit.proto", unit),
                        new SchemaText.Import("common/money.proto", money),
                        new SchemaText.Import("google/protobuf/timestamp.proto", timestamp)));
        byte[] value = write(out -> {
            out.writeByteArray(1, write(inner -> inner.writeInt64(1, 7)));
            out.writeEnum(2, 1);
            out.writeByteArray(3, new byte[0]);
        });
        assertThat(read(schema, FIRST, value))
                .isEqualTo(Map.of("sum", Map.of("cents", 7L), "unit", "USD", "at", "1970-01-01T00:00:00Z"));
    }

    @Test
    void aTypeThatNobodyDefinesMakesTheSchemaUnreadable() {
        assertThat(dead("syntax = \"proto3\"; import \"lost.proto\"; message A { lost.B b = 1; }", FIRST))
                .hasMessageStartingWith("schema 1: not a whole Protobuf schema")
                .hasMessageContaining("lost.B");
        assertThat(dead("message { } nonsense", FIRST)).hasMessageStartingWith("schema 1: cannot be parsed");
        assertThat(dead("message A { ".repeat(50_000), FIRST).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead("syntax = \"proto3\"; enum E { A = 0; }", FIRST)).hasMessageContaining("names a message");
    }

    @Test
    void proto2IsReadToo() throws DeadException {
        String schema = """
                syntax = "proto2";
                message Old {
                  required string id = 1;
                  optional int32 count = 2 [default = 7];
                  repeated group Item = 3 { optional string sku = 4; }
                  extensions 100 to 199;
                }
                extend Old { optional string more = 100; }
                """;
        byte[] value = write(out -> {
            out.writeString(1, "a");
            out.writeTag(3, 3);
            out.writeString(4, "x");
            out.writeTag(3, 4);
            out.writeString(100, "extended");
        });
        assertThat(read(schema, FIRST, value)).isEqualTo(Map.of("id", "a", "item", List.of(Map.of("sku", "x"))));
        assertThat(dead(schema, FIRST, new byte[0]).reason()).isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void whatIsCutOffIsUnreadableOrEndsBetweenTwoFields() {
        byte[] whole = order();
        int unreadable = 0;
        for (int length = 0; length < whole.length; length++) {
            DeadException dead = dead(ORDER, FIRST, Arrays.copyOf(whole, length));
            if (dead != null) {
                assertThat(dead.reason()).isEqualTo(DeadReason.UNREADABLE);
                unreadable++;
            }
        }
        assertThat(unreadable).isGreaterThan(whole.length / 2);
    }

    @Test
    void brokenWireFormatIsUnreadable() {
        for (byte[] payload : List.of(
                new byte[] {12}, new byte[] {0}, new byte[] {18, 127}, new byte[] {15}, new byte[] {18, 1, -1})) {
            assertThat(dead(ORDER, FIRST, payload).reason()).isEqualTo(DeadReason.UNREADABLE);
        }
    }

    @Test
    void depthIsBounded() {
        for (int times : List.of(150, 5_000)) {
            assertThat(dead(ORDER, FIRST, nested(times)).reason()).isEqualTo(DeadReason.TOO_LARGE);
        }
        // Groups that the schema does not have, one in the other.
        byte[] groups = new byte[100_000];
        Arrays.fill(groups, (byte) (15 << 3 | 3));
        assertThat(dead(ORDER, FIRST, groups).reason()).isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void aMessageThatComesAgainGoesOn() throws DeadException {
        byte[] parts = write(out -> {
            out.writeByteArray(13, write(first -> first.writeString(2, "Zoë")));
            out.writeInt64(1, 1);
            out.writeByteArray(13, write(second -> second.writeInt64(1, 2)));
            out.writeInt64(1, 3);
        });
        Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(read(ORDER, FIRST, parts));
        assertThat(value.get("order_id")).isEqualTo(3L);
        Map<?, ?> next = (Map<?, ?>) Objects.requireNonNull(value.get("next"));
        assertThat(next.get("customer")).isEqualTo("Zoë");
        assertThat(next.get("order_id")).isEqualTo(2L);
    }

    @Test
    void ofAOneofTheLastCounts() throws DeadException {
        byte[] both = write(out -> {
            out.writeBool(7, true);
            out.writeString(6, "visa");
        });
        Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(read(ORDER, FIRST, both));
        assertThat(value.get("card")).isEqualTo("visa");
        assertThat(value.containsKey("cash")).isFalse();
    }

    @Test
    void anEntryOfAMapMayLackItsKeyAndItsValue() throws DeadException {
        byte[] empty = write(out -> {
            out.writeByteArray(8, new byte[0]);
            out.writeByteArray(12, new byte[0]);
        });
        Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(read(ORDER, FIRST, empty));
        assertThat(value.get("counts")).isEqualTo(Map.of("", 0L));
        assertThat(value.get("by_number")).isEqualTo(Map.of("0", Map.of("sku", "", "count", 0L)));
    }

    private static byte[] nested(int times) {
        ByteString value = ByteString.EMPTY;
        for (int i = 0; i < times; i++) {
            ByteString inner = value;
            value = ByteString.copyFrom(write(out -> out.writeBytes(13, inner)));
        }
        return value.toByteArray();
    }

    @Test
    void aFewBytesDoNotBecomeAnyNumberOfValues() {
        byte[] lines = new byte[1 << 19];
        for (int i = 0; i < lines.length; i += 2) {
            lines[i] = 9 << 3 | 2;
        }
        String many = ORDER.replace(
                "string sku = 1;",
                "string sku = 1; " + "int32 f# = #; ".repeat(20).trim());
        for (int field = 3; field < 23; field++) {
            many = many.replaceFirst("f# = #", "f" + field + " = " + field);
        }
        assertThat(dead(many, FIRST, lines).reason()).isEqualTo(DeadReason.TOO_LARGE);
    }
}
