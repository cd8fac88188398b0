package dev.tidings.tail;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of events that wait for sessions. */
final class Waiting implements SessionMetrics {
    int written;
    int expired;
    int collapsed;

    @Override
    public void written(Frames frames) {
        written += frames.count();
    }

    @Override
    public void expired(Event event) {
        expired++;
    }

    @Override
    public void collapsed(Event event) {
        collapsed++;
    }

    @Override
    public void failed(RuntimeException failure) {
        throw failure;
    }

    @Override
    public void opened(@Nullable GapReason gap) {}

    @Override
    public void closed(CloseReason reason) {}

    @Override
    public void misplaced() {}

    @Override
    public void acknowledged(Cursor cursor) {}
}
