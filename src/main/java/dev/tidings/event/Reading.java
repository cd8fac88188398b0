package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** What looking into a record gave: an {@link Event}, or why there is none. */
public sealed interface Reading permits Event, Reading.Unusable {
    /**
     * There is none.
     *
     * @param found what stood there instead, where a log may show it
     * @param fault what failed, where the reason is {@link RejectReason#INTERNAL}
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

        /** The line of the log for a record at that position. */
        public String told(Position position) {
            String rejected = "record rejected reason=" + reason.label() + " position=" + position;
            return rejected + (found == null ? "" : " " + found) + (fault == null ? "" : " fault=" + fault);
        }
    }
}
