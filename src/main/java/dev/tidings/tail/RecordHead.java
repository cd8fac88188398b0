package dev.tidings.tail;

import dev.tidings.event.Audience;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Utf8;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The key and headers of the current record, and the check of its audience. Reused again and again, by one thread. */
final class RecordHead {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final int maxEventSize;
    private final HeaderBlock headers = new HeaderBlock();
    private final Key key = Key.probe();

    RecordHead(int maxEventSize) {
        this.maxEventSize = maxEventSize;
    }

    /** Points {@link #key} at the record's key; returns false where it has none. */
    boolean pointAt(@Nullable ByteBuffer bytes) {
        if (bytes == null || !bytes.hasRemaining()) {
            return false;
        }
        key.at(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        return true;
    }

    /** Returns why nobody can get the record, judged without its value; null when its key and headers are at hand. */
    @Nullable
    RejectReason rejectReason(Partition partition, ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record) {
        ByteBuffer keyBytes = record.key();
        if (!pointAt(keyBytes) || keyBytes == null) {
            return RejectReason.NO_KEY;
        }
        if (!isWellFormed(keyBytes)) {
            return RejectReason.KEY_NOT_UTF8;
        }
        if (!Audience.isAudience(partition.topic(), key)) {
            return RejectReason.UNKNOWN_AUDIENCE;
        }
        copyHeaders(record);
        if (record.value() == null && !headers.has(HeaderBlock.SPECVERSION)) {
            return RejectReason.TOMBSTONE;
        }
        boolean tooLarge =
                (long) keyBytes.remaining() + headers.length() + valueOf(record).remaining() > maxEventSize;
        return tooLarge ? RejectReason.TOO_LARGE : null;
    }

    /** Returns the record's value; an empty one for an event without a value. */
    static ByteBuffer valueOf(ConsumerRecord<?, @Nullable ByteBuffer> record) {
        ByteBuffer value = record.value();
        return value == null ? NOTHING : value;
    }

    private static boolean isWellFormed(ByteBuffer bytes) {
        return Utf8.isWellFormed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private void copyHeaders(ConsumerRecord<?, ?> record) {
        headers.clear();
        for (Header header : record.headers()) {
            byte[] value = HeaderBlock.keeps(header.key()) ? header.value() : null;
            if (value != null) {
                headers.add(header.key(), value);
            }
        }
    }

    /** Returns the key, which is valid until the next record. */
    Key key() {
        return key;
    }

    /** Returns the headers, which are valid until the next record. */
    HeaderBlock headers() {
        return headers;
    }
}
