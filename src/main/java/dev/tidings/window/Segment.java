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
 * <p>Only the tail appends. Published bytes never change, and no array is used twice, so readers need no lock: they
 * read up to {@link #published} and ignore the rest. A segment leaves the window as a whole, and the garbage collector
 * frees it after its last reader.
 */
final class Segment {
    private static final VarHandle READING = MethodHandles.arrayElementVarHandle(Reading[].class);
    private static final int SMALLEST_INDEX = 16;
    /** The array's bytes per slot of the index: smaller records fill the index before the array. */
    private static final int BYTES_PER_SLOT = 64;

    final long id;
    final long base;
    /** The time at which the tail began it, by the tail's clock; its age counts from then. */
    final long bornAt;
    /** The time of the last appended record; read and written by the tail alone. */
    long lastAppendedAt;

    private final Partition partition;
    private final byte[] data;
    private final HashIndex index;
    private volatile int published;
    private volatile Reading @Nullable [] readings;
    /** Bytes besides {@link #data}; an estimate, since racing readers may encode an event twice. */
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

    /** Appends a record, which is invisible until {@link #publish}; returns its place. */
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

    /** Returns the first published record with that hash, below {@code limit}, or {@link HashIndex#NONE}. */
    int first(int hash, int limit) {
        return index.first(hash, limit);
    }

    /** Returns the next published record of the same hash, or {@link HashIndex#NONE}. */
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

    /** Reads a record that is not published yet and has a receiver here. */
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
     * Reads a published record; never throws for one that cannot be read. A plain event is created again for each
     * reader: to keep it would cost the garbage collector more.
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

    /** Reads a record that is not plain and keeps the result; a harmless race may read it twice. */
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

    /** Returns the place of the record that was appended next, below {@code limit}, or {@link HashIndex#NONE}. */
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

    /** Records that an event of this segment is or was the newest of that id; belongs to the tail's thread. */
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

    /** Returns its memory in bytes, index included. */
    long bytes() {
        return data.length + index.bytes() + moreBytes.get() + (readings == null ? 0 : 4L * index.maxRecords());
    }
}
