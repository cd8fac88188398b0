package dev.tidings.tail;

import dev.tidings.event.Partition;

/** Tracing that is off, as it is by default. */
record NoTracing() implements Tracing {
    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public Traced routed(String traceparent, Partition partition, long offset) {
        return Traced.NOT;
    }
}
