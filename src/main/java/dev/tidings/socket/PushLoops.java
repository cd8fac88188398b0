package dev.tidings.socket;

import dev.tidings.session.PushLoop;
import io.netty.channel.EventLoop;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Keeps the push loop of each event loop that has a session. */
@Singleton
class PushLoops {
    private static final long TICK_MILLIS = 1000 / PushLoop.SLICES;

    private final Map<EventLoop, PushLoop> loops = new ConcurrentHashMap<>();
    private final Clock clock;

    PushLoops(Clock clock) {
        this.clock = clock;
    }

    PushLoop of(EventLoop eventLoop) {
        return loops.computeIfAbsent(eventLoop, this::begin);
    }

    private PushLoop begin(EventLoop eventLoop) {
        PushLoop loop = new PushLoop(eventLoop, System::nanoTime);
        var ticking = eventLoop.scheduleAtFixedRate(
                () -> loop.tick(clock.millis()), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        eventLoop.terminationFuture().addListener(ended -> ticking.cancel(false));
        return loop;
    }
}
