package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/** Reads records' keys. Called by intake's thread only; may block for a schema registry. */
public interface KeyReader {
    /**
     * A text, or a map where the key has fields; numbers by themselves are text, since users are. Empty where there is no key.
     *
     * @throws DeadException the key is not in this format
     * @throws UnavailableException it cannot be told now
     */
    Object read(SourceRecord record) throws DeadException;

    /** What a key that was read, but cannot be a user, looks like, and the setting that reads it; null where that is no help. */
    default @Nullable String suspicion(SourceRecord record) {
        return null;
    }
}
