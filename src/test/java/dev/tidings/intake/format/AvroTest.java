package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroTest {
    private static final Schema ORDER = Avros.schema(Avros.ORDER);

    static GenericRecord order(@Nullable GenericRecord next) {
        GenericRecord order = new GenericData.Record(ORDER);
        order.put("id", Long.MAX_VALUE);
        order.put("customer", "Zoë");
        order.put("amount", 12.5);
        order.put("state", new GenericData.EnumSymbol(ORDER.getField("state").schema(), "PAID"));
        order.put("tags", List.of("a", "b"));
        order.put("counts", Map.of("x", -1));
        order.put("photo", ByteBuffer.wrap(new byte[] {0, -1}));
        order.put("next", next);
        return order;
    }

    private static @Nullable Object read(String schema, byte[] payload) throws DeadException {
        return readAll(schema, payload).get(0).value();
    }

    private static List<Document> readAll(String schema, byte[] payload) throws DeadException {
        Registry registry = id -> new SchemaText("AVRO", schema, List.of());
        return Given.formats(registry).of(Format.AVRO).read(Given.record(Given.framed(1, payload)));
    }

    private static @Nullable Object written(String schema, @Nullable Object value) throws DeadException {
        return read(schema, Avros.write(Avros.schema(schema), value));
    }

    private static DeadException dead(String schema, byte[] payload) {
        return catchThrowableOfType(DeadException.class, () -> read(schema, payload));
    }

    @Test
    void aRecordIsAMapOfItsFields() throws DeadException {
        Object value = read(Avros.ORDER, Avros.write(ORDER, order(order(null))));
        Map<String, Object> last = JsonDocumentTest.map(
                "id",
                Long.MAX_VALUE,
                "customer",
                "Zoë",
                "amount",
                12.5,
                "state",
                "PAID",
                "note",
                null,
                "tags",
                List.of("a", "b"),
                "counts",
                Map.of("x", -1L),
                "photo",
                "AP8=",
                "next",
                null);
        Map<String, Object> first = new LinkedHashMap<>(last);
        first.put("next", last);
        assertThat(value).isEqualTo(first);
    }

    @Test
    void primitivesAreRead() throws DeadException {
        assertThat(written("\"null\"", null)).isNull();
        assertThat(written("\"boolean\"", true)).isEqualTo(true);
        assertThat(written("\"int\"", Integer.MIN_VALUE)).isEqualTo((long) Integer.MIN_VALUE);
        assertThat(written("\"long\"", Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(written("\"float\"", 0.1f)).isEqualTo(0.1);
        assertThat(written("\"double\"", Double.NaN)).isEqualTo("NaN");
        assertThat(written("\"double\"", Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(written("\"string\"", "")).isEqualTo("");
        assertThat(written("[\"int\", \"string\"]", "b")).isEqualTo("b");
    }

    @Test
    void aSchemaOfBytesHasNoLengthAsConfluentWritesIt() throws DeadException {
        assertThat(read("\"bytes\"", new byte[] {0, -1})).isEqualTo("AP8=");
        assertThat(read("\"bytes\"", new byte[0])).isEqualTo("");
    }

    @Test
    void arraysAndMapsMayHaveSizedBlocks() throws DeadException {
        // Two items in a block of 2 bytes, one in a block without its size, the end.
        byte[] blocks = {3, 4, 2, 4, 2, 6, 0};
        assertThat(read("{\"type\": \"array\", \"items\": \"int\"}", blocks)).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(read("{\"type\": \"map\", \"values\": \"int\"}", new byte[] {1, 6, 2, 'a', 2, 0}))
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void aTruncatedValueIsUnreadable() {
        byte[] whole = Avros.write(ORDER, order(order(null)));
        for (int length = 0; length < whole.length; length++) {
            DeadException dead = dead(Avros.ORDER, Arrays.copyOf(whole, length));
            assertThat(dead).as("%d bytes", length).isNotNull();
            assertThat(dead.reason()).isEqualTo(DeadReason.UNREADABLE);
        }
        assertThat(dead("\"string\"", new byte[] {4, 'a'}))
                .hasMessage("value: its end in the middle of a value (expected: as its Avro schema says)");
    }

    @Test
    void bytesAfterTheValueAreUnreadable() {
        assertThat(dead("\"int\"", new byte[] {2, 2})).hasMessageStartingWith("value: 1 bytes too many");
    }

    @Test
    void valuesOutsideOfTheSchemaAreUnreadable() {
        List<DeadException> all = List.of(
                dead("\"boolean\"", new byte[] {2}),
                dead("\"string\"", new byte[] {2, -1}),
                dead("\"string\"", new byte[] {1}),
                dead("[\"null\", \"int\"]", new byte[] {4}),
                dead("[\"null\", \"int\"]", new byte[] {1}),
                dead("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}", new byte[] {2}),
                dead("\"int\"", new byte[] {-1, -1, -1, -1, -1, 1}),
                dead("\"long\"", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));
        assertThat(all).extracting(DeadException::reason).containsOnly(DeadReason.UNREADABLE);
    }

    @Test
    void aLengthBeyondTheBytesIsUnreadable() {
        byte[] twoGigabytes = Avros.write(Avros.schema("\"long\""), (long) Integer.MAX_VALUE - 8);
        for (String schema : List.of("\"string\"", "{\"type\": \"map\", \"values\": \"bytes\"}")) {
            byte[] payload = schema.startsWith("{") ? concat(new byte[] {2, 0}, twoGigabytes) : twoGigabytes;
            assertThat(dead(schema, payload).reason()).isEqualTo(DeadReason.UNREADABLE);
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void theNumberOfItemsIsBoundedByTheBytes() {
        byte[] billions = Avros.write(Avros.schema("\"long\""), 1L << 60);
        for (String items : List.of("\"null\"", "{\"type\": \"record\", \"name\": \"Empty\", \"fields\": []}")) {
            DeadException dead = dead("{\"type\": \"array\", \"items\": " + items + "}", billions);
            assertThat(dead.reason()).isEqualTo(DeadReason.TOO_LARGE);
            assertThat(dead).hasMessageContaining("tidings.intake.format.max-value-size");
        }
    }

    @Test
    void depthIsBounded() {
        String list =
                "{\"type\": \"record\", \"name\": \"L\", \"fields\": [{\"name\": \"n\", \"type\": [\"null\", \"L\"]}]}";
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        assertThat(dead(list, deep).reason()).isEqualTo(DeadReason.TOO_LARGE);
        String endless = "{\"type\": \"record\", \"name\": \"L\", \"fields\": [{\"name\": \"n\", \"type\": \"L\"}]}";
        assertThat(dead(endless, new byte[0]).reason()).isEqualTo(DeadReason.TOO_LARGE);
    }

    @Test
    void aReferenceIsResolvedByItsName() throws DeadException {
        String money =
                "{\"type\": \"record\", \"name\": \"Money\", \"fields\": [{\"name\": \"c\", \"type\": \"int\"}]}";
        String bill =
                "{\"type\": \"record\", \"name\": \"Bill\", \"fields\": [{\"name\": \"sum\", \"type\": \"Money\"}]}";
        Registry registry = id -> new SchemaText("AVRO", bill, List.of(new SchemaText.Import("Money", money)));
        List<Document> read =
                Given.formats(registry).of(Format.AVRO).read(Given.record(Given.framed(1, new byte[] {14})));
        assertThat(read).extracting(Document::value).containsExactly(Map.of("sum", Map.of("c", 7L)));
    }

    @Test
    void namesAndDefaultsAreNotValidated() throws DeadException {
        String lax = "{\"type\": \"record\", \"name\": \"my-record\", \"fields\": ["
                + "{\"name\": \"user-id\", \"type\": \"int\", \"default\": \"none\"}]}";
        assertThat(read(lax, new byte[] {14})).isEqualTo(Map.of("user-id", 7L));
    }

    @Test
    void fieldsKeepTheirOrder() throws DeadException {
        Object value = read(Avros.ORDER, Avros.write(ORDER, order(null)));
        assertThat(((Map<?, ?>) Objects.requireNonNull(value)).keySet().stream().map(String::valueOf))
                .containsExactly("id", "customer", "amount", "state", "note", "tags", "counts", "photo", "next");
    }
}
