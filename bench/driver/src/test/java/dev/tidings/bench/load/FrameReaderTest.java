package dev.tidings.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameReader frames = new FrameReader();

    @Test
    void readsFramesOfAllLengthsHoweverTheyAreSplit() {
        ByteBuf all = Unpooled.buffer();
        List<Integer> lengths = List.of(0, 1, 125, 126, 200, 65_535, 65_536, 70_000);
        lengths.forEach(length -> put(all, FrameReader.TEXT, length));
        for (int piece : List.of(1, 3, 127, 4_096, 200_000)) {
            assertThat(lengthsOf(all.duplicate(), piece)).isEqualTo(lengths);
        }
    }

    @Test
    void tellsKindAndPlace() {
        ByteBuf all = Unpooled.buffer();
        put(all, FrameReader.PING, 4);
        put(all, FrameReader.CLOSE, 2);
        assertThat(frames.next(all)).isTrue();
        assertThat(frames.kind()).isEqualTo(FrameReader.PING);
        assertThat(frames.next(all)).isTrue();
        assertThat(frames.kind()).isEqualTo(FrameReader.CLOSE);
        assertThat(frames.from()).isEqualTo(8);
        assertThat(frames.to()).isEqualTo(10);
        assertThat(frames.next(all)).isFalse();
    }

    /** As they are found when the bytes come in pieces of that size. */
    private List<Integer> lengthsOf(ByteBuf all, int piece) {
        ByteBuf come = Unpooled.buffer();
        List<Integer> lengths = new ArrayList<>();
        while (all.isReadable()) {
            come.writeBytes(all, Math.min(piece, all.readableBytes()));
            while (frames.next(come)) {
                lengths.add(frames.to() - frames.from());
            }
        }
        return lengths;
    }

    private static void put(ByteBuf into, int kind, int length) {
        into.writeByte(kind);
        if (length < 126) {
            into.writeByte(length);
        } else if (length < 65_536) {
            into.writeByte(126).writeShort(length);
        } else {
            into.writeByte(127).writeLong(length);
        }
        into.writeZero(length);
    }
}
