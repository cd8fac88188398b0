package dev.tidings.intake.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a route says that its records' keys are. */
public enum KeyFormat {
    /** UTF-8. */
    TEXT,
    /** A JSON string or integer, or an object of them. */
    JSON,
    /** The same behind a schema registry's header. */
    JSON_SCHEMA,
    AVRO,
    PROTOBUF,
    /** Eight bytes, big endian. */
    LONG,
    /** Four bytes, big endian. */
    INTEGER,
    /** Sixteen bytes, or the text of one. */
    UUID;

    /** As it stands in a route. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its label; {@code int} is understood too. */
    public static Optional<KeyFormat> labelled(String label) {
        String wanted = label.equals("int") ? INTEGER.label() : label;
        return Arrays.stream(values())
                .filter(each -> each.label().equals(wanted))
                .findFirst();
    }

    /** Whether a key may have fields; else it is one text. */
    public boolean hasFields() {
        return this == JSON || this == JSON_SCHEMA || this == AVRO || this == PROTOBUF;
    }
}
