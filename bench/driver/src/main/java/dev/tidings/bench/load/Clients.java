package dev.tidings.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/** The one thread in which all clients live, and what they have had together. */
public final class Clients implements AutoCloseable {
    private static final int MOST_AT_ONCE = 32 * 1024;

    private final EventLoopGroup group = new NioEventLoopGroup(1);
    private final Tally tally = new Tally();
    private final FrameReader frames = new FrameReader();

    Bootstrap bootstrap() {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MOST_AT_ONCE));
    }

    FrameReader frames() {
        return frames;
    }

    public Tally tally() {
        return tally;
    }

    /** In the clients' thread, and until it is done. */
    void run(Runnable task) {
        group.submit(task).syncUninterruptibly();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
