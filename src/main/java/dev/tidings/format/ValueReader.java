package dev.tidings.format;

import org.jspecify.annotations.Nullable;

/** Reads a value that is there and not too large. */
interface ValueReader {
    @Nullable
    Object read(byte[] value, Bounds.Room room) throws DeadException;
}
