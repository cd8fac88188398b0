package dev.tidings.intake.format;

import java.util.Locale;

/** What a route says that its records' values are. */
public enum Format {
    JSON,
    JSON_SCHEMA,
    CLOUDEVENTS,
    AVRO,
    PROTOBUF,
    TEXT;

    /** As it stands in a route. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
