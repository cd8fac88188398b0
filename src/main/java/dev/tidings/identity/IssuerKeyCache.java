package dev.tidings.identity;

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
 * The keys of one issuer, read single file and at most once per interval. A token whose key is unknown waits for a read
 * that begins after its arrival: so a rotation refuses no good token, and a flood of unknown keys costs one read per
 * interval.
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

    /** Least time between two reads, and the age at which keys are read again. */
    record Pace(Duration interval, Duration maxAge) {}

    /** Time, so that a test can be its master. */
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

    /** As last read; null before the issuer was reached for the first time. */
    @Nullable
    KeySet current() {
        return keys;
    }

    /** Whether what was verified with these keys would be verified again. */
    boolean publishes(@Nullable String kid, KeySet verifiedWith) {
        KeySet now = keys;
        return now == verifiedWith || (now != null && kid != null && now.has(kid));
    }

    /** @param kid null for a token that does not name its key: then any read of the keys will do */
    Uni<KeyLookup> find(@Nullable String kid) {
        KeyLookup.Found found = shown(keys, kid);
        if (found != null) {
            return Uni.createFrom().item(found);
        }
        return Uni.createFrom().<KeyLookup>emitter(emitter -> {
            Waiter waiter = new Waiter(kid, emitter::complete);
            emitter.onTermination(() -> leave(waiter));
            enter(waiter);
        });
    }

    /** To be called now and then: reads keys that have come of age, or an issuer that was not there. */
    void tick() {
        boolean due;
        synchronized (this) {
            due = keys == null || timer.nanos() - readAt >= pace.maxAge().toNanos();
        }
        if (due) {
            readSoon();
        }
    }

    private void enter(Waiter waiter) {
        KeyLookup answer = answerOrWait(waiter);
        if (answer != null) {
            waiter.answer.accept(answer);
        } else {
            readSoon();
        }
    }

    private synchronized @Nullable KeyLookup answerOrWait(Waiter waiter) {
        KeyLookup.Found found = shown(keys, waiter.kid);
        if (found != null) {
            return found;
        }
        if ((keys == null && failed) || waiters.size() >= maxWaiters) {
            return new KeyLookup.Unknown();
        }
        waiter.wanted = begun + 1;
        waiters.add(waiter);
        return null;
    }

    private static KeyLookup.@Nullable Found shown(@Nullable KeySet keys, @Nullable String kid) {
        return keys != null && (kid == null || keys.has(kid)) ? new KeyLookup.Found(keys) : null;
    }

    private synchronized void leave(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void readSoon() {
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
            answers = settle(read);
            again = !waiters.isEmpty();
        }
        answers.forEach(Runnable::run);
        if (again) {
            readSoon();
        }
    }

    /** Who came while the read was under way stays for the next one, unless this one showed the key already. */
    private List<Runnable> settle(KeySet read) {
        List<Runnable> answers = new ArrayList<>();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            KeyLookup.Found found = shown(read, waiter.kid);
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
        left.forEach(waiter -> waiter.answer.accept(new KeyLookup.Unknown()));
    }

    /** By identity: two tokens may wait for the same key. */
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
