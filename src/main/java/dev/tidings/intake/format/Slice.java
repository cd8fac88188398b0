package dev.tidings.intake.format;

import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of a message in a record. */
@SuppressWarnings("ArrayRecordComponent")
record Slice(byte[] bytes, int from, int length) {
    static Slice of(ByteBuffer payload) {
        return new Slice(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    /** Concatenates the parts of a message that occurs more than once. */
    static Slice join(List<Slice> parts) {
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

    /** Returns a part, with positions relative to this slice. */
    Slice slice(int start, int end) {
        return new Slice(bytes, from + start, end - start);
    }
}
