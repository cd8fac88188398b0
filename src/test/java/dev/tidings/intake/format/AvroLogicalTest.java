package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroLogicalTest {

    private static @Nullable Object read(String type, String more, Object value) throws DeadException {
        String schema = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": {\"type\": \""
                + type + "\"" + more + "}}]}";
        Schema field = Avros.schema(schema).getField("f").schema();
        Registry registry = id -> new SchemaText("AVRO", schema, List.of());
        byte[] payload = Avros.write(field, value);
        Map<?, ?> read = (Map<?, ?>) Given.formats(registry)
                .of(Format.AVRO)
                .read(Given.record(Given.framed(1, payload)))
                .get(0)
                .value();
        return Objects.requireNonNull(read).get("f");
    }

    private static String logical(String name) {
        return ", \"logicalType\": \"" + name + "\"";
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp-millis, 1764214200123, 2025-11-27T03:30:00.123Z",
        "timestamp-millis, -1, 1969-12-31T23:59:59.999Z",
        "timestamp-millis, 9223372036854775807, +292278994-08-17T07:12:55.807Z",
        "timestamp-micros, 1764214200123456, 2025-11-27T03:30:00.123456Z",
        "timestamp-nanos, 1764214200123456789, 2025-11-27T03:30:00.123456789Z",
        "local-timestamp-millis, 1764214200123, 2025-11-27T03:30:00.123",
        "local-timestamp-micros, 1764214200000001, 2025-11-27T03:30:00.000001",
        "time-micros, 45296000001, 12:34:56.000001",
        "no-such-type, 7, 7"
    })
    void longsAreTimes(String name, long value, String text) throws DeadException {
        assertThat(read("long", logical(name), value)).hasToString(text);
    }

    @Test
    void intsAreTimesToo() throws DeadException {
        assertThat(read("int", logical("date"), 20419)).isEqualTo("2025-11-27");
        assertThat(read("int", logical("date"), Integer.MIN_VALUE)).isEqualTo("-5877641-06-23");
        assertThat(read("int", logical("time-millis"), 45296000)).isEqualTo("12:34:56");
        assertThatExceptionOfType(DeadException.class)
                .isThrownBy(() -> read("int", logical("time-millis"), -1))
                .withMessageStartingWith("value: a time beyond its day");
        assertThatExceptionOfType(DeadException.class)
                .isThrownBy(() -> read("long", logical("time-micros"), Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "1250, 2, 12.5",
        "-1, 2, -0.01",
        "1200, 0, 1200",
        "9223372036854775807, 0, 9223372036854775807",
        "9223372036854775808, 0, 9223372036854775808",
        "12345678901234567890, 2, 123456789012345678.90"
    })
    void decimalsAreNumbersIfNoDigitIsLost(BigInteger unscaled, int scale, String text) throws DeadException {
        Object value = read(
                "bytes",
                logical("decimal") + ", \"precision\": 20, \"scale\": " + scale,
                ByteBuffer.wrap(unscaled.toByteArray()));
        assertThat(value).hasToString(text);
        assertThat(value instanceof String).isEqualTo(text.length() > 19 || text.endsWith("808"));
    }

    @Test
    void uuidsAreText() throws DeadException {
        UUID uuid = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(read("string", logical("uuid"), uuid.toString())).isEqualTo(uuid.toString());
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        String fixed = ", \"name\": \"U\", \"size\": 16";
        Schema schema = Schema.createFixed("U", null, null, 16);
        assertThat(read("fixed", fixed + logical("uuid"), new GenericData.Fixed(schema, bytes)))
                .isEqualTo(uuid.toString());
    }

    @Test
    void otherBytesAreBase64() throws DeadException {
        assertThat(read("bytes", "", ByteBuffer.wrap(new byte[] {0, -1}))).isEqualTo("AP8=");
        Schema schema = Schema.createFixed("U", null, null, 2);
        assertThat(read("fixed", ", \"name\": \"U\", \"size\": 2", new GenericData.Fixed(schema, new byte[] {0, -1})))
                .isEqualTo("AP8=");
    }

    @Test
    void aDecimalWithoutDigitsOrWithThousandsIsUnreadable() {
        for (int length : new int[] {0, 100_000}) {
            assertThatExceptionOfType(DeadException.class)
                    .isThrownBy(() -> read(
                            "bytes",
                            logical("decimal") + ", \"precision\": 20, \"scale\": 2",
                            ByteBuffer.wrap(new byte[length])))
                    .extracting(DeadException::reason)
                    .isEqualTo(DeadReason.UNREADABLE);
        }
    }
}
