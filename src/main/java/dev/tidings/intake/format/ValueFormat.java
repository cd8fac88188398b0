package dev.tidings.intake.format;

import java.util.List;

/** Reads records' values. Called by intake's thread only; may block for a schema registry. */
public interface ValueFormat {
    /**
     * Returns the documents of a record: one, or several from a batch of CloudEvents.
     *
     * @throws DeadException the value is not in this format
     * @throws UnavailableException the value cannot be read now
     */
    List<Document> read(SourceRecord record) throws DeadException;
}
