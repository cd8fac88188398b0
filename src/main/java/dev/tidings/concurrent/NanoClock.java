package dev.tidings.concurrent;

import java.util.function.LongSupplier;

/** The time for durations, in nanoseconds: it never jumps, and only differences of it have a meaning. */
public interface NanoClock extends LongSupplier {}
