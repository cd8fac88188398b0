package dev.tidings.intake.route;

import org.jspecify.annotations.Nullable;

/** How many events a route may write, in all and to one recipient, and what becomes of more. */
public record Limits(@Nullable Rate route, @Nullable Rate recipient, Excess excess) {
    /** So many events in so many milliseconds, and as many at once. */
    public record Rate(int events, long perMillis) {}

    /** What becomes of an event over the limit: it is counted, and then. */
    public enum Excess {
        /** Not written at all. */
        DROP,
        /** The newest waits for its recipient's turn and says in {@code suppressed} how many it stands for. */
        COLLAPSE
    }

    public static final Limits NONE = new Limits(null, null, Excess.DROP);
}
