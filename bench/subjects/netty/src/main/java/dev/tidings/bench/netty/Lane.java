package dev.tidings.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** An event loop, its connections, and what waits to be written to them. */
final class Lane {
    private static final int BATCHES_WAITING = 4;

    private final EventLoop loop;
    private final boolean coalescing;
    private final ByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
    /** So that a slow loop stops the poll, and what is behind stays in Kafka. */
    private final Semaphore places = new Semaphore(BATCHES_WAITING);

    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<Connection> touched = new ArrayList<>();
    private List<Delivery> next = new ArrayList<>();

    /** A record's value, for one connection, or for all of the loop's where that is null. */
    private record Delivery(Connection to, byte[] value) {}

    Lane(EventLoop loop, boolean coalescing) {
        this.loop = loop;
        this.coalescing = coalescing;
    }

    /** On the loop, as all that concerns connections. */
    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** On the Kafka thread, as is {@link #send}. */
    void put(Connection to, byte[] value) {
        next.add(new Delivery(to, value));
    }

    void putForAll(byte[] value) {
        put(null, value);
    }

    /** Hands what was put to the loop, as one task. */
    void send() {
        if (next.isEmpty()) {
            return;
        }
        List<Delivery> batch = next;
        next = new ArrayList<>();
        places.acquireUninterruptibly();
        loop.execute(() -> deliver(batch));
    }

    private void deliver(List<Delivery> batch) {
        try {
            batch.forEach(this::deliver);
            touched.forEach(Connection::flush);
            touched.clear();
        } finally {
            places.release();
        }
    }

    private void deliver(Delivery delivery) {
        ByteBuf frame = Frame.of(delivery.value, buffers);
        if (delivery.to != null) {
            write(delivery.to, frame);
            return;
        }
        connections.forEach(each -> write(each, frame.retainedDuplicate()));
        frame.release();
    }

    private void write(Connection to, ByteBuf frame) {
        to.write(frame);
        if (!coalescing) {
            to.flush();
        } else if (to.touch()) {
            touched.add(to);
        }
    }
}
