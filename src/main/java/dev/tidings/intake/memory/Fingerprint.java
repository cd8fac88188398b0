package dev.tidings.intake.memory;

/** Identifies an event for deduplication: 128 bits of the hash of route, source and id. */
public record Fingerprint(long high, long low) {
    static final int BYTES = 2 * Long.BYTES;
}
