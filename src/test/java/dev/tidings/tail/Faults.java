package dev.tidings.tail;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what was left out, and fails where it is told to. */
final class Faults implements SessionMetrics {
    /** One record that was left out. */
    record Rejected(Position position, Unusable why) {}

    final List<Rejected> rejected = new CopyOnWriteArrayList<>();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    volatile boolean expiryFails;
    volatile boolean writtenFails;
    volatile boolean misplacedFails;
    volatile boolean closedFails;
    private final AtomicInteger last = new AtomicInteger();

    int next() {
        return last.incrementAndGet();
    }

    @Override
    public void rejected(Position position, Unusable why) {
        rejected.add(new Rejected(position, why));
    }

    @Override
    public void failed(RuntimeException failure) {
        failures.add(failure);
    }

    @Override
    public void written(Frames frames) {
        if (writtenFails) {
            throw new IllegalStateException("cannot count");
        }
    }

    @Override
    public void expired(Event event) {
        if (expiryFails) {
            throw new IllegalStateException("cannot count");
        }
    }

    @Override
    public void opened(@Nullable GapReason gap) {}

    @Override
    public void closed(CloseReason reason) {
        if (closedFails) {
            throw new IllegalStateException("cannot count");
        }
    }

    @Override
    public void misplaced() {
        if (misplacedFails) {
            throw new IllegalStateException("cannot count");
        }
    }

    @Override
    public void acknowledged(Cursor cursor) {}

    @Override
    public void collapsed(Event event) {}
}
