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
final class KeyRing {
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

    KeyRing(Supplier<Uni<KeySet>> source, Pace pace, Timer timer, int maxWaiters) {
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

    Uni<Lookup> find(String kid) {
        KeySet now = keys;
        if (now != null && now.has(kid)) {
            return Uni.createFrom().item(new Lookup.Found(now));
        }
        return Uni.createFrom().<Lookup>emitter(emitter -> {
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
        Lookup answer = null;
        synchronized (this) {
            KeySet now = keys;
            if (now != null && now.has(waiter.kid)) {
                answer = new Lookup.Found(now);
            } else if ((now == null && failed) || waiters.size() >= maxWaiters) {
                answer = new Lookup.Unknown();
            } else {
                waiter.wanted = begun + 1;
                waiters.add(waiter);
            }
        }
        if (answer != null) {
            waiter.answer.accept(answer);
            return;
        }
        readSoon();
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
            boolean found = read.has(waiter.kid);
            if (found || waiter.wanted <= begun) {
                each.remove();
                answers.add(() -> waiter.answer.accept(found ? new Lookup.Found(read) : new Lookup.Absent()));
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
        left.forEach(waiter -> waiter.answer.accept(new Lookup.Unknown()));
    }

    /** By identity: two tokens may wait for the same key. */
    private static final class Waiter {
        private final String kid;
        private final Consumer<Lookup> answer;
        /** The number of the first read that began after its arrival. */
        private long wanted;

        Waiter(String kid, Consumer<Lookup> answer) {
            this.kid = kid;
            this.answer = answer;
        }
    }
}
