package dev.tidings.tail;

import dev.tidings.event.Partition;
import java.util.Optional;

/** Continues the trace that a record belongs to. Called by the tail's thread, for records that somebody here wants. */
public interface Tracing {
    /** Whether it is worth asking at all. */
    boolean isOn();

    /** The record is routed within the trace of that {@code traceparent}; gives the one that goes on to clients. */
    Optional<String> routed(String traceparent, Partition partition, long offset);
}
