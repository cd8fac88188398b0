package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** The result of reading a record: an {@link Event}, or the reason why there is none. */
public sealed interface Reading permits Event, Reading.Unusable {
    /**
     * A record without a usable event.
     *
     * @param found the value that was found instead, where a log may show it
     * @param fault the failure, where the reason is {@link RejectReason#INTERNAL}
     */
    record Unusable(
            RejectReason reason,
            @Nullable String found,
            @Nullable Fault fault) implements Reading {
        public Unusable(RejectReason reason) {
            this(reason, null, null);
        }

        public Unusable(RejectReason reason, @Nullable String found) {
            this(reason, found, null);
        }

        public static Unusable internal(Throwable thrown) {
            return new Unusable(RejectReason.INTERNAL, null, Fault.of(thrown));
        }

        /** Returns the log line for a record at that position. */
        public String logLine(Position position) {
            String rejected = "record rejected reason=" + reason.label() + " position=" + position;
            return rejected + (found == null ? "" : " " + found) + (fault == null ? "" : " fault=" + fault);
        }
    }
}
