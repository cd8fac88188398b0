package dev.tidings.tail;

import dev.tidings.event.Partition;

/** Continues the trace that a record belongs to. Called by the tail's thread, for records that somebody here wants. */
public interface Tracing {
    /** Whether it is worth asking at all. */
    boolean isOn();

    /** The record is routed within the trace of that {@code traceparent}; {@link Traced#NOT} where that is not followed. */
    Traced routed(String traceparent, Partition partition, long offset);
}
