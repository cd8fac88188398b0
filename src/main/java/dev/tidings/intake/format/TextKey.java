package dev.tidings.intake.format;

import dev.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a key as text. If it is not text, its bytes often identify the serialiser that wrote it. */
record TextKey() implements KeyReader {
    private static final int LEAST_FRAMED = 6;
    /** The length 2 in Avro's encoding. */
    private static final int TWO_CHARACTERS = 4;

    @Override
    public Object read(SourceRecord record) throws DeadException {
        byte[] key = record.key();
        if (key == null) {
            return "";
        }
        if (Utf8.isWellFormed(key, 0, key.length)) {
            return new String(key, StandardCharsets.UTF_8);
        }
        String binary = binary(key);
        throw new DeadException(
                DeadReason.EXPRESSION, binary == null ? "the record's key is no text (expected: UTF-8)" : binary);
    }

    @Override
    public @Nullable String suspicion(SourceRecord record) {
        byte[] key = record.key();
        if (key == null || key.length == 0) {
            return null;
        }
        int last = key[key.length - 1];
        if (key.length > 1 && key[0] == '"' && last == '"') {
            return "key: quoted text (expected: key-format: json)";
        }
        if (key[0] == '{' && last == '}') {
            return "key: a JSON object (expected: key-format: json)";
        }
        for (byte each : key) {
            if (each >= 0 && Character.isISOControl(each)) {
                String binary = binary(key);
                return binary == null ? "key: control characters (expected: text, or another key-format)" : binary;
            }
        }
        return null;
    }

    private static @Nullable String binary(byte[] key) {
        if (isFramed(key)) {
            return "key: a schema registry's header (expected: key-format: avro, protobuf or json-schema)";
        }
        return switch (key.length) {
            case Long.BYTES -> "key: 8 bytes, as of a long (expected: key-format: long)";
            case Integer.BYTES -> "key: 4 bytes, as of an integer (expected: key-format: integer)";
            case 2 * Long.BYTES -> "key: 16 bytes, as of a UUID (expected: key-format: uuid)";
            default -> null;
        };
    }

    /** Returns whether a frame begins the key. Eight bytes may be a long, so the sixth must be Avro's 2 or a quote. */
    private static boolean isFramed(byte[] key) {
        if (key.length < LEAST_FRAMED || key[0] != 0 || key[1] != 0) {
            return false;
        }
        boolean numbered = key[2] != 0 || key[3] != 0 || key[4] != 0;
        byte first = key[LEAST_FRAMED - 1];
        return numbered && (key.length != Long.BYTES || first == TWO_CHARACTERS || first == '"');
    }
}
