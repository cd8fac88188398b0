package dev.tidings.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection through a {@link NetworkProxy}: two halves, read only when the network's conditions allow. */
final class ProxiedConnection {
    /** What may be under way in one direction before no more is read: what a network holds. */
    private static final int MOST_UNDER_WAY = 256 * 1024;

    private final NetworkProxy proxy;
    private final Channel client;
    private final Direction toTarget;
    private final Direction toClient;
    private @Nullable Channel target;

    ProxiedConnection(NetworkProxy proxy, Channel client) {
        this.proxy = proxy;
        this.client = client;
        this.toTarget = new Direction(false);
        this.toClient = new Direction(true);
    }

    ChannelInboundHandlerAdapter fromClient() {
        return toTarget;
    }

    /** The target has accepted. */
    void join(Channel accepted) {
        target = accepted;
        accepted.pipeline().addLast(toClient);
        toTarget.begin(client, accepted);
        toClient.begin(accepted, client);
    }

    /** The conditions have changed. */
    void goOn() {
        toTarget.goOn();
        toClient.goOn();
    }

    void reset() {
        end(true);
    }

    private void end(boolean abruptly) {
        proxy.forget(this);
        toTarget.release();
        toClient.release();
        close(client, abruptly);
        if (target != null) {
            close(target, abruptly);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void close(Channel channel, boolean abruptly) {
        if (abruptly && channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** Bytes that arrive at their time; none where there is only the end. */
    private record Parcel(@Nullable ByteBuf bytes, long due) {}

    /** One way: reads, keeps for as long as the network takes, passes on. */
    private final class Direction extends ChannelInboundHandlerAdapter {
        private final boolean throttled;
        private final Queue<Parcel> underWay = new ArrayDeque<>();
        private @Nullable Channel from;
        private @Nullable Channel to;
        private @Nullable Future<?> timer;
        private int bytesUnderWay;
        private long nextPiece = System.nanoTime();
        private boolean abrupt;

        Direction(boolean throttled) {
            this.throttled = throttled;
        }

        void begin(Channel source, Channel sink) {
            from = source;
            to = sink;
            goOn();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            bytesUnderWay += bytes.readableBytes();
            underWay.add(new Parcel(bytes, arrival()));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            goOn();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            underWay.add(new Parcel(null, arrival()));
            goOn();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            abrupt = true;
        }

        private long arrival() {
            return System.nanoTime() + proxy.conditions().latency().toNanos();
        }

        void goOn() {
            if (proxy.conditions().blackhole() || from == null || to == null) {
                return;
            }
            deliver(to);
            boolean slow = throttled && proxy.conditions().bytesPerSecond() > 0;
            if (from.isOpen() && bytesUnderWay < (slow ? 1 : MOST_UNDER_WAY)) {
                from.read();
            }
        }

        private void deliver(Channel sink) {
            for (Parcel next = underWay.peek(); next != null; next = underWay.peek()) {
                int rate = throttled ? proxy.conditions().bytesPerSecond() : 0;
                long wait = Math.max(next.due(), rate > 0 ? nextPiece : Long.MIN_VALUE) - System.nanoTime();
                if (wait > 0) {
                    later(sink, wait);
                    return;
                }
                if (next.bytes() == null) {
                    underWay.remove();
                    sink.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> end(abrupt));
                    return;
                }
                write(sink, next.bytes(), rate);
            }
        }

        /** All of the first parcel, or as much as a tenth of a second brings. */
        private void write(Channel sink, ByteBuf bytes, int rate) {
            int size = rate > 0 ? Math.min(bytes.readableBytes(), Math.max(1, rate / 10)) : bytes.readableBytes();
            ByteBuf piece = bytes.readRetainedSlice(size);
            if (rate > 0) {
                nextPiece = System.nanoTime() + TimeUnit.SECONDS.toNanos(size) / rate;
            }
            if (!bytes.isReadable()) {
                underWay.remove();
                bytes.release();
            }
            sink.writeAndFlush(piece).addListener(written -> {
                bytesUnderWay -= size;
                goOn();
            });
        }

        private void later(Channel channel, long nanos) {
            if (timer != null) {
                timer.cancel(false);
            }
            timer = channel.eventLoop().schedule(this::goOn, nanos, TimeUnit.NANOSECONDS);
        }

        void release() {
            underWay.forEach(parcel -> ReferenceCountUtil.release(parcel.bytes()));
            underWay.clear();
        }
    }
}
