package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.window.PartitionWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session's places in all the partitions that concern it, read one after the other.
 *
 * <p>On the session's loop only.
 */
final class Streams {
    /** The maximum number of replays in one partition: a session that needs more falls behind again and again. */
    private static final int MAX_REPLAYS = 4;

    private final Subscriber subscriber;
    private final LoopContext loop;
    private final ArrayList<Stream> all = new ArrayList<>(0);
    private long epoch;
    private @Nullable GapReason gap;
    private boolean caughtUp;

    /** The index of the stream that the present pass reads, and whether those before it are at their end. */
    private int index;

    private boolean allLive;

    /** The stream behind whose record the last cursor was written, its position, and the sum of all offsets. */
    private @Nullable Stream written;

    private long writtenPosition;
    private long offsetSum;

    Streams(Subscriber subscriber, LoopContext loop) {
        this.subscriber = subscriber;
        this.loop = loop;
    }

    void begin(StartDecision.At start, StartResolver resolver) {
        gap = start.gap();
        addStreams(start.positions(), resolver, gap != null);
        addStreams(start.added(), resolver, false).forEach(Stream::defer);
    }

    private List<Stream> addStreams(List<Position> positions, StartResolver resolver, boolean live) {
        epoch = resolver.epoch();
        List<Stream> added = new ArrayList<>(positions.size());
        all.ensureCapacity(all.size() + positions.size());
        for (Position position : positions) {
            PartitionWindow window = resolver.window(position.partition());
            // The session may have been woken here before its start was known.
            all.removeIf(stream -> stream.window() == window);
            Stream stream = newStream(window, position.offset(), live);
            added.add(stream);
            all.add(stream);
        }
        return added;
    }

    private Stream newStream(PartitionWindow window, long offset, boolean live) {
        return new Stream(window, audiencesIn(window.partition().topic()), offset, live);
    }

    /** Returns the audiences of a topic; all streams of a topic share one list. */
    private List<Audience> audiencesIn(Topic topic) {
        for (Stream stream : all) {
            if (stream.window().partition().topic() == topic) {
                return stream.audiences();
            }
        }
        return subscriber.audiencesIn(topic);
    }

    @Nullable
    Stream find(PartitionWindow window) {
        for (Stream stream : all) {
            if (stream.window() == window) {
                return stream;
            }
        }
        return null;
    }

    /** Adds a partition that is none of the session's homes. */
    void join(PartitionWindow window, long offset) {
        all.add(newStream(window, offset, false));
    }

    /** Begins a pass over all of them. */
    void rewind() {
        index = 0;
        allLive = true;
    }

    /** Advances to the next record of any stream; {@link #current} is then that stream. {@code END} ends the pass. */
    Stream.Step advance() {
        for (; index < all.size(); index++) {
            Stream stream = all.get(index);
            if (stream.isDeferred() && !allLive) {
                continue;
            }
            Stream.Step step = stream.advance();
            if (step == Stream.Step.RECORD || step == Stream.Step.GAP) {
                return step;
            }
            allLive &= stream.isLive();
        }
        caughtUp |= allLive;
        return Stream.Step.END;
    }

    Stream current() {
        return all.get(index);
    }

    /**
     * Creates a replay after a gap. Returns nothing for a session that had caught up, or falls behind again and again:
     * it reads too slowly.
     */
    Optional<Replay> replay(Replay.Reader reader) {
        Stream stream = current();
        if (caughtUp || stream.replayCount() >= MAX_REPLAYS) {
            return Optional.empty();
        }
        return Optional.of(stream.replay(reader, epoch));
    }

    /** Writes the cursor that stands behind all records that were read; returns the sum of its offsets. */
    long writeCursor(CursorWriter out) {
        Stream moved = current();
        if (out.hasMoving() && moved == written) {
            // In the same pass and write no other stream has moved.
            long position = position(moved);
            out.again(position);
            offsetSum += position - writtenPosition;
            writtenPosition = position;
            return offsetSum;
        }
        offsetSum = 0;
        out.epoch(epoch);
        for (Stream stream : all) {
            long position = position(stream);
            offsetSum += position;
            if (stream == moved) {
                out.movingPosition(stream.window().partition().id(), position);
                writtenPosition = position;
            } else {
                out.position(stream.window().partition().id(), position);
            }
        }
        written = moved;
        return offsetSum;
    }

    private long position(Stream stream) {
        return stream.position(
                loop.watermarks().end(epoch, stream.window().partition().id()));
    }

    Cursor cursor() {
        return new Cursor(
                epoch,
                all.stream()
                        .map(stream -> new Position(stream.window().partition(), position(stream)))
                        .toList());
    }

    /** Returns whether all records before that cursor were read. */
    boolean hasReached(Cursor cursor) {
        return cursor.epoch() == epoch && cursor.positions().stream().allMatch(this::hasReached);
    }

    /** Returns the position of each stream. */
    long[] positions() {
        return all.stream().mapToLong(this::position).toArray();
    }

    /** Returns the progress of each stream; {@code acknowledged} is in their order, and may be shorter. */
    List<Place> places(long[] acknowledged) {
        List<Place> places = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Stream stream = all.get(i);
            long seen = i < acknowledged.length ? acknowledged[i] : Place.NONE;
            places.add(new Place(stream.window().partition(), stream.from(), position(stream), seen, stream.isLive()));
        }
        return places;
    }

    /** Returns a cursor's offsets in the order of the streams. */
    long[] offsetsOf(Cursor cursor) {
        return all.stream()
                .mapToLong(stream -> cursor.offsetIn(stream.window().partition()))
                .toArray();
    }

    /** Returns why the streams do not resume from a cursor; null where they do. */
    @Nullable
    GapReason gap() {
        return gap;
    }

    boolean isReplaying() {
        return all.stream().anyMatch(Stream::isReplaying);
    }

    long epoch() {
        return epoch;
    }

    private boolean hasReached(Position wanted) {
        return all.stream()
                .anyMatch(stream ->
                        stream.window().partition().equals(wanted.partition()) && wanted.offset() <= position(stream));
    }

    /** Returns whether everything that is there was sent; false before the session has begun and after its end. */
    boolean isLive() {
        return !all.isEmpty() && all.stream().allMatch(Stream::isLive);
    }

    /** Releases what the streams hold of the windows. */
    void release() {
        all.forEach(Stream::release);
    }

    void end() {
        all.forEach(Stream::end);
        all.clear();
        index = 0;
    }
}
