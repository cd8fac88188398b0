package dev.tidings.intake.format;

import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Where a message stands in a record. */
@SuppressWarnings("ArrayRecordComponent")
record Slice(byte[] bytes, int from, int length) {
    static Slice of(ByteBuffer payload) {
        return new Slice(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    /** One after the other: what a message is that comes in parts. */
    static Slice joined(List<Slice> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(part -> all.write(part.bytes, part.from, part.length));
        return new Slice(all.toByteArray(), 0, all.size());
    }

    CodedInputStream open() {
        return CodedInputStream.newInstance(bytes, from, length);
    }

    /** A part of it, counted from its own start. */
    Slice part(int start, int end) {
        return new Slice(bytes, from + start, end - start);
    }
}
