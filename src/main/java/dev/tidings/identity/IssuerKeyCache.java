package dev.tidings.identity;

import dev.tidings.concurrent.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, read by one request at a time and at most once per interval. A token whose key is unknown
 * waits for a read that begins after its arrival. So a rotation refuses no valid token, and a flood of unknown keys
 * costs one read per interval.
 */
final class IssuerKeyCache {
    private final Supplier<Uni<KeySet>> source;
    private final Pace pace;
    private final Timer timer;
    private final int maxWaiters;

    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private volatile @Nullable KeySet keys;
    private long readAt;
    private long nextRead;
    private long begun;
    private boolean busy;
    private boolean failed;

    /** Least time between two reads, the age at which keys are read again, and the longest wait for a read. */
    record Pace(Duration interval, Duration maxAge, Duration maxWait) {}

    /** The time source, which a test can replace. */
    interface Timer {
        long nanos();

        void after(Duration delay, Runnable task);
    }

    IssuerKeyCache(Supplier<Uni<KeySet>> source, Pace pace, Timer timer, int maxWaiters) {
        this.source = source;
        this.pace = pace;
        this.timer = timer;
        this.maxWaiters = maxWaiters;
        this.nextRead = timer.nanos();
    }

    /** Returns the keys of the last read, or null before the first successful one. */
    @Nullable
    KeySet current() {
        return keys;
    }

    /** Returns whether a token that was verified with these keys would be verified again. */
    boolean publishes(@Nullable String kid, KeySet verifiedWith) {
        KeySet now = keys;
        return now == verifiedWith || (now != null && kid != null && now.has(kid));
    }

    /**
     * Finds a key, and waits a bounded time if the keys have to be read. The answer comes on the caller's context.
     *
     * @param kid null for a token without one, for which any read of the keys is sufficient
     */
    Uni<KeyLookup> find(@Nullable String kid) {
        KeyLookup.Found found = lookUp(keys, kid);
        return found != null ? Uni.createFrom().item(found) : await(kid);
    }

    private Uni<KeyLookup> await(@Nullable String kid) {
        return Uni.createFrom()
                .<KeyLookup>emitter(emitter -> {
                    Waiter waiter = new Waiter(kid, emitter::complete);
                    emitter.onTermination(() -> remove(waiter));
                    add(waiter);
                })
                .ifNoItem()
                .after(pace.maxWait())
                .recoverWithItem(new KeyLookup.Unavailable())
                .emitOn(CallerContext.executor());
    }

    /** Reads keys that have reached their maximum age, or an issuer that was unreachable. Called periodically. */
    void refresh() {
        boolean due;
        synchronized (this) {
            due = keys == null || timer.nanos() - readAt >= pace.maxAge().toNanos();
        }
        if (due) {
            scheduleRead();
        }
    }

    private void add(Waiter waiter) {
        KeyLookup answer = answerOrEnqueue(waiter);
        if (answer != null) {
            waiter.answer.accept(answer);
        } else {
            scheduleRead();
        }
    }

    /** Returns an answer, or null if the waiter has to wait. The keys may have been read since it looked first. */
    private synchronized @Nullable KeyLookup answerOrEnqueue(Waiter waiter) {
        KeyLookup.Found found = lookUp(keys, waiter.kid);
        if (found != null) {
            return found;
        }
        if ((keys == null && failed) || waiters.size() >= maxWaiters) {
            return new KeyLookup.Unavailable();
        }
        waiter.wanted = begun + 1;
        waiters.add(waiter);
        return null;
    }

    private static KeyLookup.@Nullable Found lookUp(@Nullable KeySet keys, @Nullable String kid) {
        return keys != null && (kid == null || keys.has(kid)) ? new KeyLookup.Found(keys) : null;
    }

    private synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void scheduleRead() {
        Duration delay;
        synchronized (this) {
            if (busy) {
                return;
            }
            busy = true;
            delay = Duration.ofNanos(Math.max(0, nextRead - timer.nanos()));
        }
        timer.after(delay, this::read);
    }

    private void read() {
        synchronized (this) {
            begun++;
            nextRead = timer.nanos() + pace.interval().toNanos();
        }
        source.get().subscribe().with(this::succeeded, failure -> failed());
    }

    private void succeeded(KeySet read) {
        List<Runnable> answers;
        boolean again;
        synchronized (this) {
            keys = read;
            failed = false;
            busy = false;
            readAt = timer.nanos();
            answers = takeAnswers(read);
            again = !waiters.isEmpty();
        }
        answers.forEach(Runnable::run);
        if (again) {
            scheduleRead();
        }
    }

    /** Answers the waiters. A waiter that came during the read waits for the next one, unless this read has its key. */
    private List<Runnable> takeAnswers(KeySet read) {
        List<Runnable> answers = new ArrayList<>();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            KeyLookup.Found found = lookUp(read, waiter.kid);
            if (found != null || waiter.wanted <= begun) {
                each.remove();
                answers.add(() -> waiter.answer.accept(found != null ? found : new KeyLookup.Absent()));
            }
        }
        return answers;
    }

    private void failed() {
        List<Waiter> left;
        synchronized (this) {
            failed = true;
            busy = false;
            left = List.copyOf(waiters);
            waiters.clear();
        }
        left.forEach(waiter -> waiter.answer.accept(new KeyLookup.Unavailable()));
    }

    /** A waiting token. Waiters are compared by identity, since two tokens may wait for the same key. */
    private static final class Waiter {
        private final @Nullable String kid;
        private final Consumer<KeyLookup> answer;
        /** The number of the first read that began after its arrival. */
        private long wanted;

        Waiter(@Nullable String kid, Consumer<KeyLookup> answer) {
            this.kid = kid;
            this.answer = answer;
        }
    }
}
