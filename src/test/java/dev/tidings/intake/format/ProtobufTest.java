package dev.tidings.intake.format;

import static dev.tidings.intake.format.Protobufs.FIRST;
import static dev.tidings.intake.format.Protobufs.ORDER;
import static dev.tidings.intake.format.Protobufs.dead;
import static dev.tidings.intake.format.Protobufs.order;
import static dev.tidings.intake.format.Protobufs.read;
import static dev.tidings.intake.format.Protobufs.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Values are written field by field, so that nothing of what reads them is used to write them. */
class ProtobufTest {
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
    void fieldsWithoutPresenceHaveTheirDefault() throws DeadException {
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
    void anEnumNumberWithoutANameIsANumber() throws DeadException {
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
}
