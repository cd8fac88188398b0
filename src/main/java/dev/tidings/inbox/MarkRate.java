package dev.tidings.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.event.UserId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Bounds the changes of each user. For a user it keeps the time up to which all changes are spent, which may not pass
 * the present: a change spends its share of a second, and an idle user has one second's changes left. Any thread.
 */
@Singleton
class MarkRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Users that made a change lately; more are forgotten early, which lets them make more changes. */
    private static final int MOST_USERS = 100_000;

    private final long share;
    private final LongSupplier nanoClock;
    private final Cache<UserId, Long> spentUntil = Caffeine.newBuilder()
            .maximumSize(MOST_USERS)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    @Inject
    MarkRate(MarkConfig config) {
        this(config.maxPerSecond(), System::nanoTime);
    }

    MarkRate(int perSecond, LongSupplier nanoClock) {
        this.share = SECOND / perSecond;
        this.nanoClock = nanoClock;
    }

    /** Counts a change of the user, and returns false if there are too many. */
    boolean admits(UserId user) {
        long now = nanoClock.getAsLong();
        AtomicBoolean admitted = new AtomicBoolean();
        spentUntil.asMap().compute(user, (key, spent) -> {
            // Only differences of nanoTime have a meaning.
            long next = (spent == null || now - spent > SECOND ? now - SECOND : spent) + share;
            admitted.set(next - now <= 0);
            return admitted.get() || spent == null ? next : spent;
        });
        return admitted.get();
    }
}
