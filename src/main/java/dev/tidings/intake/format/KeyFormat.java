package dev.tidings.intake.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of keys that a route can name. */
public enum KeyFormat {
    /** UTF-8. */
    TEXT,
    /** A JSON string or integer, or an object of them. */
    JSON,
    /** The same after a schema registry's header. */
    JSON_SCHEMA,
    AVRO,
    PROTOBUF,
    /** Eight bytes, big endian. */
    LONG,
    /** Four bytes, big endian. */
    INTEGER,
    /** Sixteen bytes, or the text of a UUID. */
    UUID;

    /** Returns the name that routes use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the format with this label; {@code int} is accepted too. */
    public static Optional<KeyFormat> ofLabel(String label) {
        String wanted = label.equals("int") ? INTEGER.label() : label;
        return Arrays.stream(values())
                .filter(each -> each.label().equals(wanted))
                .findFirst();
    }

    /** Returns whether a key may have fields; otherwise it is one text. */
    public boolean hasFields() {
        return this == JSON || this == JSON_SCHEMA || this == AVRO || this == PROTOBUF;
    }
}
