package dev.tidings.socket;

import dev.tidings.session.Frames;
import dev.tidings.session.SomeFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to put the events of one write into one buffer, the buffer included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameEncoding {
    @Param({"1", "4", "16"})
    private int events;

    private Frames frames = SomeFrames.of(1);

    @Setup
    public void fill() {
        frames = SomeFrames.of(events);
    }

    @Benchmark
    public int write() {
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(WireFormat.sizeOf(frames));
        WireFormat.write(frames, out);
        int length = out.readableBytes();
        out.release();
        return length;
    }
}
