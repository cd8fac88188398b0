package dev.tidings.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** An open WebSocket of a user; all of it but its identity belongs to its event loop. */
final class Connection {
    private final Channel channel;
    private final Lane lane;
    private boolean touched;

    Connection(Channel channel, Lane lane) {
        this.channel = channel;
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    void write(ByteBuf frame) {
        channel.write(frame, channel.voidPromise());
    }

    void flush() {
        touched = false;
        channel.flush();
    }

    /** Whether this is its first since the last flush. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }
}
