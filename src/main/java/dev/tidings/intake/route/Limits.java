package dev.tidings.intake.route;

import org.jspecify.annotations.Nullable;

/** The limits of a route, in all and for one recipient, and the treatment of events above them. */
public record Limits(@Nullable Rate route, @Nullable Rate recipient, Excess excess) {
    /** A number of events in a number of milliseconds, which may also come at once. */
    public record Rate(int events, long perMillis) {}

    /** The treatment of an event above the limit, which is also counted. */
    public enum Excess {
        /** The event is not written. */
        DROP,
        /** The newest event waits for the limit; its {@code suppressed} counts the events that it represents. */
        COLLAPSE
    }

    public static final Limits NONE = new Limits(null, null, Excess.DROP);
}
