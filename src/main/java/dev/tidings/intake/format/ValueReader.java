package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/** Reads a value or a key that is present and within the size limit. */
interface ValueReader {
    @Nullable
    Object read(Serialized written, Bounds.Room room) throws DeadException;
}
