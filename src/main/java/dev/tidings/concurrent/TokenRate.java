package dev.tidings.concurrent;

import java.time.Duration;

/**
 * The rate of token buckets. The state of a bucket is one number, which its owner keeps: the time at which the bucket is
 * full again, in nanoseconds. A new bucket is full now.
 *
 * @param burstNanos the time in which an empty bucket fills
 * @param tokenNanos the time in which one token is added
 */
public record TokenRate(long burstNanos, long tokenNanos) {
    /** Returns the rate of buckets that hold so many tokens, and that fill in this time. */
    public static TokenRate of(long tokens, Duration fill) {
        return new TokenRate(fill.toNanos(), fill.toNanos() / tokens);
    }

    public boolean hasToken(long fullAt, long now) {
        return take(fullAt, now) - now <= burstNanos;
    }

    /** Returns the state of the bucket after a token was taken; the caller has checked {@link #hasToken}. */
    public long take(long fullAt, long now) {
        // Only differences of a nano time have a meaning.
        return (fullAt - now > 0 ? fullAt : now) + tokenNanos;
    }
}
