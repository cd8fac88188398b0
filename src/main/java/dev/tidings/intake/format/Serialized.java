package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/**
 * The output of a serialiser: a record's value or its key.
 *
 * @param schemaId the header in which serialisers of Confluent 8 may write the schema's id instead of a prefix of the
 * bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record Serialized(byte[] bytes, byte @Nullable [] schemaId) {
    static Serialized value(SourceRecord record, byte[] value) {
        return new Serialized(value, header(record, "__value_schema_id"));
    }

    static Serialized key(SourceRecord record, byte[] key) {
        return new Serialized(key, header(record, "__key_schema_id"));
    }

    private static byte @Nullable [] header(SourceRecord record, String name) {
        for (int i = record.headers().size() - 1; i >= 0; i--) {
            SourceHeader header = record.headers().get(i);
            if (header.name().equals(name) && header.value() != null) {
                return header.value();
            }
        }
        return null;
    }
}
