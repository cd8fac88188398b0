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

    private final Subscriber member;
    private final LoopContext loop;
    private final ArrayList<Stream> all = new ArrayList<>(0);
    private long epoch;
    private @Nullable GapReason gap;
    private boolean caughtUp;

    /** The stream that the present pass reads, and whether those before it are at their end. */
    private int at;

    private boolean settled;

    /** The stream behind whose record the last cursor was written, its position, and the sum of all offsets. */
    private @Nullable Stream written;

    private long writtenPosition;
    private long place;

    Streams(Subscriber member, LoopContext loop) {
        this.member = member;
        this.loop = loop;
    }

    void begin(StartDecision.At start, StartResolver starts) {
        gap = start.gap();
        place(start.positions(), starts, gap != null);
        place(start.added(), starts, false).forEach(Stream::later);
    }

    private List<Stream> place(List<Position> positions, StartResolver starts, boolean live) {
        epoch = starts.epoch();
        List<Stream> placed = new ArrayList<>(positions.size());
        all.ensureCapacity(all.size() + positions.size());
        for (Position position : positions) {
            PartitionWindow window = starts.window(position.partition());
            // The session may have been woken here before its start was known.
            all.removeIf(stream -> stream.window() == window);
            Stream stream = streamIn(window, position.offset(), live);
            placed.add(stream);
            all.add(stream);
        }
        return placed;
    }

    private Stream streamIn(PartitionWindow window, long offset, boolean live) {
        return new Stream(window, audiencesIn(window.partition().topic()), offset, live);
    }

    /** Returns the audiences of a topic; all streams of a topic share one list. */
    private List<Audience> audiencesIn(Topic topic) {
        for (Stream stream : all) {
            if (stream.window().partition().topic() == topic) {
                return stream.audiences();
            }
        }
        return member.audiencesIn(topic);
    }

    @Nullable
    Stream in(PartitionWindow window) {
        for (Stream stream : all) {
            if (stream.window() == window) {
                return stream;
            }
        }
        return null;
    }

    /** Adds a partition that is none of the session's homes. */
    void join(PartitionWindow window, long offset) {
        all.add(streamIn(window, offset, false));
    }

    /** Begins a pass over all of them. */
    void rewind() {
        at = 0;
        settled = true;
    }

    /** Advances to the next record of any stream; {@link #current} is then that stream. {@code END} ends the pass. */
    Stream.Step advance() {
        for (; at < all.size(); at++) {
            Stream stream = all.get(at);
            if (stream.isLater() && !settled) {
                continue;
            }
            Stream.Step step = stream.advance();
            if (step == Stream.Step.RECORD || step == Stream.Step.GAP) {
                return step;
            }
            settled &= stream.isLive();
        }
        caughtUp |= settled;
        return Stream.Step.END;
    }

    Stream current() {
        return all.get(at);
    }

    /**
     * Creates a replay after a gap. Returns nothing for a session that had caught up, or falls behind again and again:
     * it reads too slowly.
     */
    Optional<Replay> replay(Replay.Reader reader) {
        Stream stream = current();
        if (caughtUp || stream.replays() >= MAX_REPLAYS) {
            return Optional.empty();
        }
        return Optional.of(stream.replay(reader, epoch));
    }

    /** Writes the cursor that stands behind all records that were read; returns the sum of its offsets. */
    long write(CursorWriter out) {
        Stream moved = current();
        if (out.hasMoving() && moved == written) {
            // In the same pass and write no other stream has moved.
            long position = position(moved);
            out.again(position);
            place += position - writtenPosition;
            writtenPosition = position;
            return place;
        }
        place = 0;
        out.epoch(epoch);
        for (Stream stream : all) {
            long position = position(stream);
            place += position;
            if (stream == moved) {
                out.movingPosition(stream.window().partition().id(), position);
                writtenPosition = position;
            } else {
                out.position(stream.window().partition().id(), position);
            }
        }
        written = moved;
        return place;
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
    boolean reach(Cursor cursor) {
        return cursor.epoch() == epoch && cursor.positions().stream().allMatch(this::reach);
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

    private boolean reach(Position wanted) {
        return all.stream()
                .anyMatch(stream ->
                        stream.window().partition().equals(wanted.partition()) && wanted.offset() <= position(stream));
    }

    /** Returns whether everything that is there was sent; false before the session has begun and after its end. */
    boolean isLive() {
        return !all.isEmpty() && all.stream().allMatch(Stream::isLive);
    }

    /** Releases what the streams hold of the windows. */
    void rest() {
        all.forEach(Stream::rest);
    }

    void end() {
        all.forEach(Stream::end);
        all.clear();
        at = 0;
    }
}
