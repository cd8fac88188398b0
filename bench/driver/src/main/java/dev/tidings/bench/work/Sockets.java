package dev.tidings.bench.work;

import dev.tidings.bench.load.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Pairs of sockets: one thread writes to one end after the other, another reads what comes at the other ends. */
final class Sockets implements AutoCloseable {
    private static final int HEAD = 4;

    private final List<SocketChannel> writers = new ArrayList<>();
    private final Selector selector;
    private final Thread reader = new Thread(this::read, "floor-reader");
    private volatile boolean closed;

    private Sockets() throws IOException {
        selector = Selector.open();
    }

    static Sockets open(int pairs) {
        try {
            Sockets sockets = new Sockets();
            sockets.connect(pairs);
            sockets.reader.start();
            return sockets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(int pairs) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < pairs; i++) {
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept();
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                writers.add(accepted);
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ);
            }
        }
    }

    /** An event with a frame's head to each in turn, so many in all; returns the CPU of the writing thread, in µs each. */
    double write(int sends) {
        byte[] event = Event.of(0, 0, 0);
        ByteBuffer frame = ByteBuffer.allocateDirect(HEAD + event.length)
                .put(new byte[HEAD])
                .put(event);
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        try {
            for (int i = 0; i < sends; i++) {
                frame.flip();
                writers.get(i % writers.size()).write(frame);
                frame.position(frame.limit());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / sends;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(32 * 1024);
        try {
            while (!closed) {
                selector.select(key -> drop((SocketChannel) key.channel(), buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drop(SocketChannel channel, ByteBuffer buffer) {
        try {
            channel.read(buffer.clear());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            reader.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            for (SocketChannel writer : writers) {
                writer.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
