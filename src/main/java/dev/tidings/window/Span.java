package dev.tidings.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, which is known as well as that: between two moments of this pod's clock.
 *
 * @param from null where it is not known any more
 */
public record Span(@Nullable Instant from, Instant to) {
    static Span ofMillis(@Nullable Long from, long to) {
        return new Span(from == null ? null : Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    /** Whether all of it lies before that moment. */
    public boolean isBefore(Instant moment) {
        return to.isBefore(moment);
    }
}
