package dev.tidings.bench.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One lane for each event loop. */
final class Lanes {
    private final Map<EventLoop, Lane> all;

    Lanes(EventLoopGroup group, boolean coalescing) {
        all = StreamSupport.stream(group.spliterator(), false)
                .map(EventLoop.class::cast)
                .collect(Collectors.toMap(Function.identity(), loop -> new Lane(loop, coalescing)));
    }

    Lane of(EventLoop loop) {
        return all.get(loop);
    }

    void putForAll(byte[] value) {
        all.values().forEach(lane -> lane.putForAll(value));
    }

    void send() {
        all.values().forEach(Lane::send);
    }
}
