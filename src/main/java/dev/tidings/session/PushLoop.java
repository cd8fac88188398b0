package dev.tidings.session;

import dev.tidings.window.PartitionWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Runs the sessions of one event loop: takes the tail's batches of wake-ups and pumps each woken session once.
 *
 * <p>While more batches wait, pumping is deferred, so that one write carries the records of several polls; never for
 * longer than {@link #MAX_DEFERRAL_NANOS}. Any thread may call {@link #submit} and {@link #offer}; all other methods are
 * called on the loop.
 */
public final class PushLoop {
    /** The maximum of batches that wait for a loop before the tail waits for it; it bounds the memory of wake-ups. */
    public static final int MAX_QUEUED_BATCHES = 2;

    /** The number of slices of the sessions, which {@link #tick} checks in turn. */
    public static final int SLICES = 10;

    private static final long MAX_DEFERRAL_NANOS = 2_000_000;

    private final LoopContext context;
    private final LongSupplier nanoClock;
    private final Semaphore room = new Semaphore(MAX_QUEUED_BATCHES);
    private final AtomicInteger queued = new AtomicInteger();
    private final List<Session> dirty = new ArrayList<>();
    private final List<List<Session>> slices = new ArrayList<>();
    private long deferredSince;
    private int tick;
    private int nextSlice;

    public PushLoop(Executor executor, LongSupplier nanoClock) {
        this.context = new LoopContext(executor);
        this.nanoClock = nanoClock;
        for (int i = 0; i < SLICES; i++) {
            slices.add(new ArrayList<>());
        }
    }

    /** Returns the part of the loop that its sessions know. Any thread may call it. */
    LoopContext context() {
        return context;
    }

    /** Submits a batch; waits while too many are queued. The tail's thread calls it. */
    void submit(WakeupBatch batch) throws InterruptedException {
        room.acquire();
        enqueue(batch);
    }

    /** Submits a batch without waiting; does nothing when too many are queued. The tail's thread calls it. */
    void offer(WakeupBatch batch) {
        if (room.tryAcquire()) {
            enqueue(batch);
        }
    }

    private void enqueue(WakeupBatch batch) {
        queued.incrementAndGet();
        if (!context.execute(() -> process(batch))) {
            queued.decrementAndGet();
            room.release();
        }
    }

    private void process(WakeupBatch batch) {
        room.release();
        boolean last = queued.decrementAndGet() == 0;
        if (dirty.isEmpty()) {
            deferredSince = nanoClock.getAsLong();
        }
        batch.forEach(this::wake);
        context.advanceTo(batch.watermarks());
        if (last || nanoClock.getAsLong() - deferredSince > MAX_DEFERRAL_NANOS) {
            pumpDirty();
        }
    }

    private void wake(Session session, PartitionWindow window, long offset) {
        try {
            if (session.wake(window, offset)) {
                markDirty(session);
            }
        } catch (RuntimeException | StackOverflowError e) {
            session.fail(e);
        }
    }

    private void markDirty(Session session) {
        if (!session.dirty) {
            session.dirty = true;
            dirty.add(session);
        }
    }

    private void pumpDirty() {
        for (int i = 0; i < dirty.size(); i++) {
            Session session = dirty.get(i);
            session.dirty = false;
            session.pump();
        }
        dirty.clear();
    }

    void add(Session session) {
        session.slice = nextSlice++ % SLICES;
        List<Session> slice = slices.get(session.slice);
        session.slot = slice.size();
        slice.add(session);
    }

    /** Removes a session; the last one of the slice takes its place, so that many closes at once cost no search. */
    void remove(Session session) {
        List<Session> slice = slices.get(session.slice);
        Session last = slice.remove(slice.size() - 1);
        if (last != session) {
            slice.set(session.slot, last);
            last.slot = session.slot;
        }
    }

    /** Checks one slice of the sessions: expiry, heartbeat, stalled readers. To be called every tenth of a second. */
    public void tick(long nowMillis) {
        List<Session> slice = slices.get(tick++ % SLICES);
        for (int i = slice.size() - 1; i >= 0; i--) {
            slice.get(i).tick(nowMillis);
        }
    }
}
