package dev.tidings.window;

import dev.tidings.event.Event;
import dev.tidings.event.EventReader;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.StoredRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A run of one partition's records in one array, with an index by the hash of their keys.
 *
 * <p>The tail alone appends; nothing that was published changes, and no array is used twice, so readers need no lock: they
 * see what lies before {@link #published} and ignore the rest. A segment leaves the window as a whole and the garbage
 * collector takes it when the last reader has gone on.
 */
final class Segment {
    private static final VarHandle READING = MethodHandles.arrayElementVarHandle(Reading[].class);
    private static final int SMALLEST_INDEX = 16;
    /** A record in a slot: smaller ones fill the index before the array. */
    private static final int BYTES_PER_SLOT = 64;

    final long id;
    final long base;
    /** When the tail began it, by the tail's clock: what its age is counted from. */
    final long bornAt;
    /** Read and written by the tail alone. */
    long lastAppendedAt;

    private final Partition partition;
    private final byte[] data;
    private final HashIndex index;
    private volatile int published;
    private volatile Reading @Nullable [] readings;
    /** Bytes beside {@link #data}; an estimate under races of readers, which may encode an event twice. */
    private final AtomicInteger moreBytes = new AtomicInteger();

    private List<NewestEvents.Id> newestHere = List.of();

    private int end;
    private int records;

    Segment(long id, Partition partition, long base, long bornAt, int capacity) {
        this.id = id;
        this.partition = partition;
        this.base = base;
        this.bornAt = bornAt;
        this.lastAppendedAt = bornAt;
        this.data = new byte[capacity];
        this.index = new HashIndex(
                data, Math.max(SMALLEST_INDEX, Integer.highestOneBit(Math.max(1, capacity / BYTES_PER_SLOT))));
    }

    static int sizeOf(int key, int headers, int value) {
        return RecordLayout.HEAD + key + headers + value;
    }

    boolean hasRoomFor(int size) {
        return records < index.maxRecords() && data.length - end >= size;
    }

    /** Appends a record, invisible until {@link #publish}; returns where it stands. */
    int append(long offset, long timestamp, Key key, ByteBuffer keyBytes, HeaderBlock headers, ByteBuffer value) {
        int at = end;
        int keyLength = keyBytes.remaining();
        int valueLength = value.remaining();
        RecordLayout.begin(data, at, offset, timestamp, key.hashCode(), records);
        RecordLayout.lengths(data, at, keyLength, headers.length(), valueLength);
        int to = at + RecordLayout.HEAD;
        keyBytes.get(keyBytes.position(), data, to, keyLength);
        to += keyLength;
        System.arraycopy(headers.bytes(), 0, data, to, headers.length());
        to += headers.length();
        value.get(value.position(), data, to, valueLength);
        end = to + valueLength;
        records++;
        index.add(key.hashCode(), at);
        return at;
    }

    void publish() {
        published = end;
    }

    int published() {
        return published;
    }

    /** The first published record with that hash, below {@code limit}, or {@link HashIndex#NONE}. */
    int first(int hash, int limit) {
        return index.first(hash, limit);
    }

    /** The next published record of the same hash, or {@link HashIndex#NONE}. */
    int next(int at, int limit) {
        return index.next(at, limit);
    }

    long offsetAt(int at) {
        return RecordLayout.offset(data, at);
    }

    boolean isFor(Key key, int at) {
        return key.sameAs(data, at + RecordLayout.HEAD, RecordLayout.keyLength(data, at));
    }

    void forEachKey(long from, Key probe, LongConsumer action) {
        int until = published;
        for (int at = 0; at < until; at = RecordLayout.valueEnd(data, at)) {
            if (offsetAt(at) >= from) {
                probe.at(data, at + RecordLayout.HEAD, RecordLayout.keyLength(data, at));
                action.accept(offsetAt(at));
            }
        }
    }

    /** Looks into a record that is not published yet, since somebody here wants it. */
    Reading read(int at) {
        try {
            int length = plainLength(at);
            RecordLayout.plainLength(data, at, length > 0 ? length : RecordLayout.NOT_PLAIN);
        } catch (RuntimeException | StackOverflowError e) {
            return Unusable.internal(e);
        }
        return reading(at);
    }

    private int plainLength(int at) {
        return EventReader.plainLength(
                data,
                RecordLayout.headersFrom(data, at),
                RecordLayout.valueFrom(data, at),
                RecordLayout.valueEnd(data, at));
    }

    /**
     * What the record says; never throws for one that cannot be read. An event is made anew for each who asks: kept, it
     * would cost the collector more than that.
     */
    Reading reading(int at) {
        try {
            int length = RecordLayout.plainLength(data, at);
            if (length == RecordLayout.UNKNOWN) {
                length = plainLength(at);
            }
            return length > 0 ? plain(at, length) : remembered(at);
        } catch (RuntimeException | StackOverflowError e) {
            return Unusable.internal(e);
        }
    }

    private Event plain(int at, int length) {
        return Event.plain(data, RecordLayout.valueFrom(data, at), length, RecordLayout.timestamp(data, at));
    }

    /** What has to be read, read at most once but for a race that both sides survive. */
    private Reading remembered(int at) {
        Reading[] known = readings;
        if (known == null) {
            known = new Reading[index.maxRecords()];
            readings = known;
        }
        int number = RecordLayout.number(data, at);
        Reading reading = (Reading) READING.getAcquire(known, number);
        if (reading == null) {
            reading = EventReader.read(stored(at));
            READING.setRelease(known, number, reading);
            if (reading instanceof Event event && event.json() != data) {
                moreBytes.addAndGet(event.length());
            }
        }
        return reading;
    }

    /** Where the record stands that was appended next, below {@code limit}, or {@link HashIndex#NONE}. */
    int after(int at, int limit) {
        int next = RecordLayout.valueEnd(data, at);
        return next < limit ? next : HashIndex.NONE;
    }

    String keyAt(int at) {
        int from = at + RecordLayout.HEAD;
        return new String(data, from, RecordLayout.headersFrom(data, at) - from, StandardCharsets.UTF_8);
    }

    StoredRecord stored(int at) {
        return new StoredRecord(
                new Position(partition, offsetAt(at)),
                RecordLayout.timestamp(data, at),
                data,
                RecordLayout.headersFrom(data, at),
                RecordLayout.valueFrom(data, at),
                RecordLayout.valueEnd(data, at));
    }

    /** An event of this segment is or was the newest of that id; belongs to the tail's thread. */
    void newestHere(NewestEvents.Id id) {
        if (newestHere.isEmpty()) {
            newestHere = new ArrayList<>();
        }
        newestHere.add(id);
        moreBytes.addAndGet(id.bytes());
    }

    List<NewestEvents.Id> newestHere() {
        return newestHere;
    }

    /** What it holds in memory, index included. */
    long bytes() {
        return data.length + index.bytes() + moreBytes.get() + (readings == null ? 0 : 4L * index.maxRecords());
    }
}
