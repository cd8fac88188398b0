package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.VoidChannelPromise;
import io.quarkus.websockets.next.WebSocketConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Writes all frames of a pump as one buffer, below the encoder, with one flush.
 *
 * <p>Written frames are not delivered yet: the kernel holds megabytes more.
 */
// The promise is void: a lost connection is reported by its close, not by each write.
@SuppressWarnings("FutureReturnValueIgnored")
final class MergedChannel implements SocketChannel {
    private final Channel channel;
    private final ChannelHandlerContext below;
    private final VoidChannelPromise promise;
    private final WebSocketConnection connection;
    private final Wire wire;
    private int pings;

    /** The parts that all channels share: the format, and how long a closed connection may linger. */
    record Wire(WireFormat format, Duration closeTimeout) {}

    MergedChannel(Channel channel, ChannelHandlerContext below, WebSocketConnection connection, Wire wire) {
        this.channel = channel;
        this.below = below;
        // Not channel.voidPromise(): that one reports each failed write of a lost connection, stack included.
        this.promise = new VoidChannelPromise(channel, false);
        this.connection = connection;
        this.wire = wire;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public WireFormat format() {
        return wire.format();
    }

    @Override
    public void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf out = channel.alloc().directBuffer(WireFormat.sizeOfText(bytes));
        try {
            WireFormat.writeText(bytes, out);
        } catch (Throwable e) {
            out.release();
            throw e;
        }
        below.writeAndFlush(out, promise);
    }

    @Override
    public void write(Frames frames) {
        boolean items = wire.format().hasItems();
        ByteBuf out = channel.alloc().directBuffer(items ? ItemFrames.sizeOf(frames) : WireFormat.sizeOf(frames));
        try {
            if (items) {
                ItemFrames.write(frames, out);
            } else {
                WireFormat.write(frames, out);
            }
        } catch (Throwable e) {
            out.release();
            throw e;
        }
        below.writeAndFlush(out, promise);
    }

    @Override
    public void ping() {
        pings++;
        ByteBuf out = channel.alloc().directBuffer(2);
        WireFormat.writePing(out);
        below.writeAndFlush(out, promise);
    }

    @Override
    public int pings() {
        return pings;
    }

    @Override
    public void close(CloseReason reason) {
        Closing.end(connection, channel, reason, wire.closeTimeout());
    }
}
