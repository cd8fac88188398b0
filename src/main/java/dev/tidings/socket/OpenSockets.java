package dev.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections until they are really gone: a session ends when it is closed, its last frames may still be under way. */
@Singleton
public class OpenSockets {
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelFutureListener gone = closed -> open.decrementAndGet();

    @SuppressWarnings("FutureReturnValueIgnored")
    void opened(Channel channel) {
        open.incrementAndGet();
        channel.closeFuture().addListener(gone);
    }

    /** Whether all of them are gone. */
    public boolean noneLeft() {
        return open.get() == 0;
    }
}
