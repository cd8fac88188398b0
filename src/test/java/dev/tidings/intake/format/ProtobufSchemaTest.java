package dev.tidings.intake.format;

import static dev.tidings.intake.format.Protobufs.FIRST;
import static dev.tidings.intake.format.Protobufs.ORDER;
import static dev.tidings.intake.format.Protobufs.dead;
import static dev.tidings.intake.format.Protobufs.line;
import static dev.tidings.intake.format.Protobufs.read;
import static dev.tidings.intake.format.Protobufs.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas: which message a value has, and what they import. */
class ProtobufSchemaTest {
    @Test
    void theIndexesSelectTheMessage() throws DeadException {
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
    void importsOfTheRegistryPrecedeProtobufsOwn() throws DeadException {
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
    void anUndefinedTypeMakesTheSchemaUnreadable() {
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
}
