package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Its buffers take no bytes with a certain word among them, and it knows which were not released. */
final class FailingAllocator extends AbstractByteBufAllocator {
    static final String POISON = "poison";

    private final List<ByteBuf> made = new ArrayList<>();

    /** How many were made so far. */
    int made() {
        return made.size();
    }

    long unreleased() {
        return made.stream().filter(buffer -> buffer.refCnt() > 0).count();
    }

    private <B extends ByteBuf> B made(B buffer) {
        made.add(buffer);
        return buffer;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return made(new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity));
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return toLeakAwareBuffer(made(new UnpooledDirectByteBuf(this, initialCapacity, maxCapacity) {
            @Override
            public ByteBuf writeBytes(byte[] bytes, int from, int length) {
                if (new String(bytes, from, length, UTF_8).contains(POISON)) {
                    super.writeBytes(bytes, from, length / 2);
                    throw new IllegalStateException("took half of it");
                }
                return super.writeBytes(bytes, from, length);
            }
        }));
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
