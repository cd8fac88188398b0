package dev.tidings.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of an occurrence, as exactly as it is known: between two moments of this pod's clock.
 *
 * @param from null where it is no longer known
 */
public record Span(@Nullable Instant from, Instant to) {
    static Span ofMillis(@Nullable Long from, long to) {
        return new Span(from == null ? null : Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    /** Returns whether all of it lies before that moment. */
    public boolean isBefore(Instant moment) {
        return to.isBefore(moment);
    }
}
