package dev.tidings.window;

import dev.tidings.event.Event;
import dev.tidings.event.EventReader;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.event.StoredRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A run of one partition's records in one array, with an index by the hash of their keys.
 *
 * <p>The tail alone appends; nothing that was published changes, and no array is used twice, so readers need no lock: they
 * see what lies before {@link #published} and ignore the rest. A segment leaves the window as a whole and the garbage
 * collector takes it when the last reader has gone on.
 *
 * <p>A record is: offset 8, timestamp 8, hash 4, next of that hash 4, number 4, key length 4, header length 4, value length
 * 4, plain length 4, then key, headers and value. The plain length is that of an event which needs no reading;
 * {@link #NOT_PLAIN} where it does, {@link #UNKNOWN} where nobody here wanted it when it came.
 */
final class Segment {
    /** No record; a record never starts there. */
    static final int NONE = -1;

    private static final int OFFSET = 0;
    private static final int TIMESTAMP = 8;
    private static final int HASH = 16;
    private static final int NEXT = 20;
    private static final int NUMBER = 24;
    private static final int KEY_LENGTH = 28;
    private static final int HEADERS_LENGTH = 32;
    private static final int VALUE_LENGTH = 36;
    private static final int PLAIN_LENGTH = 40;
    private static final int HEAD = 44;

    private static final int UNKNOWN = 0;
    private static final int NOT_PLAIN = -1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle READING = MethodHandles.arrayElementVarHandle(Reading[].class);

    final long id;
    final long base;
    /** When the tail began it, by the tail's clock: what its age is counted from. */
    final long bornAt;
    /** Read and written by the tail alone. */
    long lastAppendedAt;

    private final Partition partition;
    private final byte[] data;
    /** First and last record of a hash, open addressing; one more than the place in {@link #data}, 0 for none. */
    private final int[] firsts;

    private final int[] lasts;
    private final int maxRecords;
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
        int slots = Math.max(16, Integer.highestOneBit(Math.max(1, capacity / 64)));
        this.firsts = new int[slots];
        this.lasts = new int[slots];
        this.maxRecords = slots - (slots >>> 2);
    }

    static int sizeOf(int key, int headers, int value) {
        return HEAD + key + headers + value;
    }

    boolean hasRoomFor(int size) {
        return records < maxRecords && data.length - end >= size;
    }

    /** Appends a record, invisible until {@link #publish}; returns where it stands. */
    int append(long offset, long timestamp, Key key, ByteBuffer keyBytes, HeaderBlock headers, ByteBuffer value) {
        int at = end;
        int keyLength = keyBytes.remaining();
        int valueLength = value.remaining();
        LONG.set(data, at + OFFSET, offset);
        LONG.set(data, at + TIMESTAMP, timestamp);
        INT.set(data, at + HASH, key.hashCode());
        INT.set(data, at + NEXT, NONE);
        INT.set(data, at + NUMBER, records);
        INT.set(data, at + KEY_LENGTH, keyLength);
        INT.set(data, at + HEADERS_LENGTH, headers.length());
        INT.set(data, at + VALUE_LENGTH, valueLength);
        INT.set(data, at + PLAIN_LENGTH, UNKNOWN);
        int to = at + HEAD;
        keyBytes.get(keyBytes.position(), data, to, keyLength);
        to += keyLength;
        System.arraycopy(headers.bytes(), 0, data, to, headers.length());
        to += headers.length();
        value.get(value.position(), data, to, valueLength);
        end = to + valueLength;
        records++;
        index(key.hashCode(), at);
        return at;
    }

    private void index(int hash, int at) {
        int slot = hash & (firsts.length - 1);
        while (firsts[slot] != 0 && hashAt(firsts[slot] - 1) != hash) {
            slot = (slot + 1) & (firsts.length - 1);
        }
        if (firsts[slot] == 0) {
            firsts[slot] = at + 1;
        } else {
            INT.set(data, lasts[slot] - 1 + NEXT, at);
        }
        lasts[slot] = at + 1;
    }

    void publish() {
        published = end;
    }

    int published() {
        return published;
    }

    /** The first published record with that hash, below {@code limit}, or {@link #NONE}. */
    int first(int hash, int limit) {
        int slot = hash & (firsts.length - 1);
        for (int probes = 0; probes < firsts.length && firsts[slot] != 0; probes++) {
            int at = firsts[slot] - 1;
            if (at < limit && hashAt(at) == hash) {
                return at;
            }
            slot = (slot + 1) & (firsts.length - 1);
        }
        return NONE;
    }

    /** The next published record of the same hash, or {@link #NONE}. */
    int next(int at, int limit) {
        int next = (int) INT.get(data, at + NEXT);
        // The tail may be writing it: half a place is negative or beyond the limit, as the whole is.
        return next >= 0 && next < limit ? next : NONE;
    }

    long offsetAt(int at) {
        return (long) LONG.get(data, at + OFFSET);
    }

    boolean isFor(Key key, int at) {
        return key.sameAs(data, at + HEAD, (int) INT.get(data, at + KEY_LENGTH));
    }

    private int hashAt(int at) {
        return (int) INT.get(data, at + HASH);
    }

    /** Looks into a record that is not published yet, since somebody here wants it. */
    Reading read(int at) {
        int length = plainLength(at);
        INT.set(data, at + PLAIN_LENGTH, length > 0 ? length : NOT_PLAIN);
        return reading(at);
    }

    private int plainLength(int at) {
        int headersFrom = at + HEAD + (int) INT.get(data, at + KEY_LENGTH);
        int valueFrom = headersFrom + (int) INT.get(data, at + HEADERS_LENGTH);
        return EventReader.plainLength(
                data, headersFrom, valueFrom, valueFrom + (int) INT.get(data, at + VALUE_LENGTH));
    }

    /** What the record says. An event is made anew for each who asks: kept, it would cost the collector more than that. */
    Reading reading(int at) {
        int length = (int) INT.get(data, at + PLAIN_LENGTH);
        if (length == UNKNOWN) {
            length = plainLength(at);
        }
        return length > 0 ? plain(at, length) : remembered(at);
    }

    private Event plain(int at, int length) {
        int valueFrom = at + HEAD + (int) INT.get(data, at + KEY_LENGTH) + (int) INT.get(data, at + HEADERS_LENGTH);
        return Event.plain(data, valueFrom, length, (long) LONG.get(data, at + TIMESTAMP));
    }

    /** What has to be read, read at most once but for a race that both sides survive. */
    private Reading remembered(int at) {
        Reading[] known = readings;
        if (known == null) {
            known = new Reading[maxRecords];
            readings = known;
        }
        int number = (int) INT.get(data, at + NUMBER);
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

    /** Where the record stands that was appended next, below {@code limit}, or {@link #NONE}. */
    int after(int at, int limit) {
        int next = stored(at).end();
        return next < limit ? next : NONE;
    }

    String keyAt(int at) {
        return new String(data, at + HEAD, (int) INT.get(data, at + KEY_LENGTH), StandardCharsets.UTF_8);
    }

    StoredRecord stored(int at) {
        int headersFrom = at + HEAD + (int) INT.get(data, at + KEY_LENGTH);
        int valueFrom = headersFrom + (int) INT.get(data, at + HEADERS_LENGTH);
        return new StoredRecord(
                new Position(partition, offsetAt(at)),
                (long) LONG.get(data, at + TIMESTAMP),
                data,
                headersFrom,
                valueFrom,
                valueFrom + (int) INT.get(data, at + VALUE_LENGTH));
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
        return data.length + 8L * firsts.length + moreBytes.get() + (readings == null ? 0 : 4L * maxRecords);
    }
}
