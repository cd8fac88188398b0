package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/** Reads records' keys. Called by intake's thread only; may block for a schema registry. */
public interface KeyReader {
    /**
     * Returns a text, or a map if the key has fields. A single number becomes text, since users are texts. A missing
     * key is empty.
     *
     * @throws DeadException the key is not in this format
     * @throws UnavailableException the key cannot be read now
     */
    Object read(SourceRecord record) throws DeadException;

    /** Returns the likely format of a key that cannot be a user, with the setting that reads it; null if unknown. */
    default @Nullable String suspicion(SourceRecord record) {
        return null;
    }
}
