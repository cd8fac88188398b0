package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** What looking into a record gave: an {@link Event}, or why there is none. */
public sealed interface Reading permits Event, Reading.Unusable {
    /**
     * There is none.
     *
     * @param found what stood there instead, where a log may show it
     */
    record Unusable(RejectReason reason, @Nullable String found) implements Reading {
        public Unusable(RejectReason reason) {
            this(reason, null);
        }
    }
}
