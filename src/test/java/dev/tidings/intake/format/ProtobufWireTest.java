package dev.tidings.intake.format;

import static dev.tidings.intake.format.Protobufs.FIRST;
import static dev.tidings.intake.format.Protobufs.ORDER;
import static dev.tidings.intake.format.Protobufs.dead;
import static dev.tidings.intake.format.Protobufs.order;
import static dev.tidings.intake.format.Protobufs.read;
import static dev.tidings.intake.format.Protobufs.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The wire format: repeated, missing, nested and broken fields. */
class ProtobufWireTest {
    @Test
    void aTruncatedMessageIsUnreadableOrEndsBetweenFields() {
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
    void aRepeatedMessageFieldIsMerged() throws DeadException {
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
    void theLastFieldOfAOneofCounts() throws DeadException {
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
    void theNumberOfValuesIsBoundedByTheBytes() {
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
