package dev.tidings.intake.format;

import java.util.Locale;

/** The formats of values that a route can name. */
public enum Format {
    JSON,
    JSON_SCHEMA,
    CLOUDEVENTS,
    AVRO,
    PROTOBUF,
    TEXT;

    /** Returns the name that routes use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
