package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {
    private static final UUID GUID = UUID.fromString("0f4a6b60-0d0c-4a3b-9a5e-6f2a1b3c4d5e");
    private static final Map<Integer, SchemaText> SCHEMAS = Map.of(
            1, new SchemaText("AVRO", "\"string\"", List.of()),
            2, new SchemaText("AVRO", "\"int\"", List.of()),
            3, new SchemaText("AVRO", "\"long\"", List.of()),
            4, new SchemaText("AVRO", "{\"type\":\"string\",\"logicalType\":\"uuid\"}", List.of()),
            5, new SchemaText("AVRO", """
                    {"type":"record","name":"Key","fields":[{"name":"id","type":"long"}]}""", List.of()),
            6, new SchemaText("PROTOBUF", "syntax = \"proto3\"; message Key { string user = 1; }", List.of()),
            7, new SchemaText("AVRO", "[\"null\",\"string\"]", List.of()),
            8, new SchemaText("AVRO", "\"double\"", List.of()));

    private final FormatFactory formats = Given.formats(new Registry() {
        @Override
        public @Nullable SchemaText byId(int id) {
            return SCHEMAS.get(id);
        }

        @Override
        public @Nullable SchemaText byGuid(UUID guid) {
            return guid.equals(GUID) ? SCHEMAS.get(1) : null;
        }
    });

    private Object read(KeyFormat format, byte @Nullable [] key, SourceHeader... headers) throws DeadException {
        return formats.ofKeys(format).read(record(key, headers));
    }

    private static SourceRecord record(byte @Nullable [] key, SourceHeader... headers) {
        return new SourceRecord(new SourceRecord.Place("orders", 0, 1), 0, key, null, List.of(headers));
    }

    private DeadException dead(KeyFormat format, byte[] key, SourceHeader... headers) {
        return catchThrowableOfType(DeadException.class, () -> read(format, key, headers));
    }

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text        | alice                  | alice
            text        | "alice"                | "alice"
            json        | "alice"                | alice
            json        | "al\\u0069ce"          | alice
            json        | " a "                  | ` a `
            json        | 42                     | 42
            json        | -1                     | -1
            json        | 18446744073709551616   | 18446744073709551616
            json        | null                   | ``
            json-schema | "alice"                | alice
            uuid        | 0F4A6B60-0D0C-4A3B-9A5E-6F2A1B3C4D5E | 0f4a6b60-0d0c-4a3b-9a5e-6f2a1b3c4d5e
            """)
    void aKeyThatIsTextIsReadAsItsFormatSays(String format, String key, String read) throws DeadException {
        KeyFormat labelled = KeyFormat.ofLabel(format).orElseThrow();
        assertThat(read(labelled, Given.bytes(key))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "long, 00 00 00 00 00 00 00 2a, 42",
        "long, ff ff ff ff ff ff ff ff, -1",
        "integer, 00 00 00 2a, 42",
        "int, ff ff ff fe, -2",
        "uuid, 0f 4a 6b 60 0d 0c 4a 3b 9a 5e 6f 2a 1b 3c 4d 5e, 0f4a6b60-0d0c-4a3b-9a5e-6f2a1b3c4d5e",
        "avro, 00 00 00 00 01 0a 61 6c 69 63 65, alice",
        "avro, 00 00 00 00 02 54, 42",
        "avro, 00 00 00 00 03 54, 42",
        "avro, 00 00 00 00 07 00, ''",
        "avro, 00 00 00 00 07 02 0a 61 6c 69 63 65, alice",
        "json-schema, 00 00 00 00 09 22 61 22, a",
        "json-schema, 00 00 00 00 09 34 32, 42"
    })
    void aKeyThatIsBytesIsReadAsItsFormatSays(String format, String key, String read) throws DeadException {
        assertThat(read(KeyFormat.ofLabel(format).orElseThrow(), hex(key))).isEqualTo(read);
    }

    @Test
    void aKeyWithFieldsIsAMap() throws DeadException {
        assertThat(read(KeyFormat.JSON, Given.bytes("{\"id\":1}"))).isEqualTo(Map.of("id", 1L));
        assertThat(read(KeyFormat.AVRO, Given.framed(5, new byte[] {84}))).isEqualTo(Map.of("id", 42L));
        byte[] user = {10, 1, 'a'};
        assertThat(read(KeyFormat.PROTOBUF, Given.framed(6, new byte[] {0}, user)))
                .isEqualTo(Map.of("user", "a"));
        assertThat(read(KeyFormat.AVRO, Given.framed(4, Given.bytes("H" + GUID))))
                .isEqualTo(GUID.toString());
    }

    @Test
    void theIdOfAKeysSchemaMayStandInAHeader() throws DeadException {
        byte[] alice = {10, 'a', 'l', 'i', 'c', 'e'};
        byte[] guid = ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(GUID.getMostSignificantBits())
                .putLong(GUID.getLeastSignificantBits())
                .array();
        assertThat(read(KeyFormat.AVRO, alice, new SourceHeader("__key_schema_id", guid)))
                .isEqualTo("alice");
        assertThat(read(KeyFormat.AVRO, alice, new SourceHeader("__key_schema_id", hex("00 00 00 00 01"))))
                .isEqualTo("alice");
        guid[16] = 0;
        assertThat(dead(KeyFormat.AVRO, alice, new SourceHeader("__key_schema_id", guid))
                        .reason())
                .isEqualTo(DeadReason.UNKNOWN_SCHEMA);
        assertThat(dead(KeyFormat.AVRO, alice, new SourceHeader("__key_schema_id", new byte[] {1, 2})))
                .hasMessage("key: no schema's id in its header (expected: 0 and 4 bytes, or 1 and a GUID)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            json    | 61 6c 69 63 65          | key: not JSON, at byte
            json    | 74 72 75 65             | key: a list, a boolean or a fraction (expected: a text, a whole number, or an object)
            json    | 34 2e 35                | key: a list, a boolean or a fraction (expected: a text, a whole number, or an object)
            json    | 5b 5d                   | key: a list, a boolean or a fraction (expected: a text, a whole number, or an object)
            json    | 00 00 00 00 09 22 61 22 | key: a schema registry's header before it
            long    | 00 00 00 2a             | key: 4 bytes (expected: for key-format: long, 8 bytes)
            integer | 34 32                   | key: 2 bytes (expected: for key-format: integer, 4 bytes)
            uuid    | 34 32                   | key: 2 bytes (expected: for key-format: uuid, 16 bytes)
            avro    | 61 6c 69 63 65          | key: its first byte is 97 (expected: 0, then a schema's id)
            avro    | 00 00 00 00 01 0a 61    | key: its end in the middle of a value
            avro    | 00 00 00 00 08 00 00 00 00 00 00 00 00 | key: a list, a boolean or a fraction
            avro    | 00 00 00 00 63 00       | key: schema 99: the registry does not have it
            text    | 80                      | the record's key is no text (expected: UTF-8)
            text    | 80 00 00 00 00 00 00 2a | key: 8 bytes, as of a long (expected: key-format: long)
            text    | ff ff ff fe             | key: 4 bytes, as of an integer (expected: key-format: integer)
            text    | 00 00 00 00 01 0a ff 6c | key: 8 bytes, as of a long (expected: key-format: long)
            text    | 00 00 00 00 01 0a ff 6c 69 | key: a schema registry's header (expected: key-format: avro, protobuf or json-schema)
            text    | ff 4a 6b 60 0d 0c 4a 3b 9a 5e 6f 2a 1b 3c 4d 5e | key: 16 bytes, as of a UUID (expected: key-format: uuid)
            """)
    void aKeyOfAnotherFormatIsDeadAndTheMessageNamesTheKey(String format, String key, String said) {
        assertThat(dead(KeyFormat.ofLabel(format).orElseThrow(), hex(key)))
                .hasMessageStartingWith(said)
                .hasMessageNotContaining("alice");
    }

    @ParameterizedTest
    @EnumSource
    void noKeyIsAnEmptyText(KeyFormat format) throws DeadException {
        assertThat(read(format, null)).isEqualTo("");
    }

    @ParameterizedTest
    @EnumSource
    void whateverAKeyHoldsItIsReadOrDead(KeyFormat format) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        KeyReader keys = formats.ofKeys(format);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            byte[] key = random.nextBoolean() ? bytes : Given.framed(random.nextInt(10), bytes);
            SourceRecord record = record(key, new SourceHeader("__key_schema_id", header(random, bytes)));
            try {
                assertThat(keys.read(record)).as("seed %d", seed).isInstanceOfAny(String.class, Map.class);
                keys.suspicion(record);
            } catch (DeadException e) {
                assertThat(e.reason()).as("seed %d", seed).isNotEqualTo(DeadReason.INTERNAL);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", key " + Arrays.toString(key), e);
            }
        }
    }

    private static byte @Nullable [] header(Random random, byte[] bytes) {
        return random.nextInt(4) > 0 ? null : Arrays.copyOf(bytes, random.nextInt(20));
    }
}
