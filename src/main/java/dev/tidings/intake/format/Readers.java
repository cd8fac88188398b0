package dev.tidings.intake.format;

/** Gives what reads records, by the words of routes. */
public interface Readers {
    /**
     * What reads values of that format.
     *
     * @throws IllegalStateException a schema registry is needed and none is configured; the message is for people
     */
    ValueFormat of(Format format);

    /**
     * What reads keys of that format.
     *
     * @throws IllegalStateException as for values
     */
    KeyReader ofKeys(KeyFormat format);
}
