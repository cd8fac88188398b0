package dev.tidings.intake.format;

import java.util.List;

/** Reads records' values. Called by intake's thread only; may block for a schema registry. */
public interface ValueFormat {
    /**
     * The documents that a record holds: one, but for a batch of CloudEvents.
     *
     * @throws DeadException the value is not in this format
     * @throws UnavailableException it cannot be told now
     */
    List<Document> read(SourceRecord record) throws DeadException;
}
