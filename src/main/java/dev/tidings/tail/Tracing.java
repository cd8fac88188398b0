package dev.tidings.tail;

import dev.tidings.event.Partition;

/** Continues the trace that a record belongs to. Called by the tail's thread, for records that a session here wants. */
public interface Tracing {
    /** Returns whether traces are recorded at all. */
    boolean isOn();

    /** Routes the record within that trace; returns {@link Traced#NOT} where the trace is not followed. */
    Traced routed(String traceparent, Partition partition, long offset);
}
