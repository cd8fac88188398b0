package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes frame by frame through the public API, if the Netty channel is not accessible. It is slower, and has the same
 * bound on pending bytes.
 */
final class TextChannel implements SocketChannel {
    private static final long HIGH_MARK = 16 * 1024;
    private static final long LOW_MARK = 8 * 1024;

    private final WebSocketConnection connection;
    private final MergedChannel.Wire wire;
    private final Channel channel;
    private int pings;
    private long inFlight;
    private boolean full;
    private @Nullable Runnable onWritable;

    TextChannel(WebSocketConnection connection, MergedChannel.Wire wire, Channel channel) {
        this.connection = connection;
        this.wire = wire;
        this.channel = channel;
    }

    /** Sets the callback that runs on the loop when the channel becomes writable again. */
    void onWritable(Runnable callback) {
        onWritable = callback;
    }

    @Override
    public boolean isWritable() {
        return !full;
    }

    @Override
    public long pendingBytes() {
        return inFlight;
    }

    @Override
    public WireFormat format() {
        return wire.format();
    }

    @Override
    public void text(String text) {
        int length = text.length();
        inFlight += length;
        full = inFlight > HIGH_MARK;
        try {
            connection.sendText(text).subscribe().with(done -> sent(length), failure -> failed(length));
        } catch (RuntimeException e) {
            failed(length);
        }
    }

    /** Closes the connection, since nothing may follow an unsent frame. The client resumes from its cursor. */
    private void failed(int length) {
        if (!connection.isClosed()) {
            Closing.end(connection, channel, CloseReason.INTERNAL, Duration.ZERO);
        }
        sent(length);
    }

    private void sent(int length) {
        channel.eventLoop().execute(() -> {
            inFlight -= length;
            Runnable callback = onWritable;
            if (full && inFlight < LOW_MARK && callback != null) {
                full = false;
                callback.run();
            }
        });
    }

    @Override
    public void write(Frames frames) {
        String[] texts = new String[frames.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = wire.format().hasItems() ? ItemFrames.text(frames, i) : WireFormat.text(frames, i);
        }
        // All of them are text by now: only the connection can fail below.
        for (String text : texts) {
            text(text);
        }
    }

    @Override
    public void ping() {
        pings++;
        connection.sendPing(Buffer.buffer()).subscribe().with(done -> {}, failure -> {});
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
