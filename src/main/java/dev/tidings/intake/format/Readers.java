package dev.tidings.intake.format;

/** Returns the readers of records for the formats of routes. */
public interface Readers {
    /**
     * Returns the reader of values in this format.
     *
     * @throws IllegalStateException a schema registry is needed and none is configured; the message is meant for people
     */
    ValueFormat of(Format format);

    /**
     * Returns the reader of keys in this format.
     *
     * @throws IllegalStateException as for values
     */
    KeyReader ofKeys(KeyFormat format);
}
