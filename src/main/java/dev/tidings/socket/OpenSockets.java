package dev.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections until they are really closed: after a session's end its last frames may be in transit. */
@Singleton
public class OpenSockets {
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelFutureListener gone = closed -> open.decrementAndGet();

    @SuppressWarnings("FutureReturnValueIgnored")
    void opened(Channel channel) {
        open.incrementAndGet();
        channel.closeFuture().addListener(gone);
    }

    /** Returns whether all connections are closed. */
    public boolean noneLeft() {
        return open.get() == 0;
    }
}
