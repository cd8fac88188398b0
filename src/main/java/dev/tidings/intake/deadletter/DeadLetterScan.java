package dev.tidings.intake.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scans the dead letters of all partitions, the newest first, one piece of a partition at a time. The scan is bounded:
 * if it ends early, it returns where to continue.
 */
final class DeadLetterScan {
    static final int MAX_SCANNED = 20_000;
    private static final int PIECE = 500;

    private final DeadLetterTopic topic;
    private final List<Part> parts = new ArrayList<>();
    private int scanned;

    /** @param before end offsets of an earlier scan by partition; other partitions begin at their ends */
    DeadLetterScan(DeadLetterTopic topic, Map<Integer, Long> before) {
        this.topic = topic;
        topic.extents().forEach((partition, extent) -> {
            long end = Math.min(extent.end(), before.getOrDefault(partition, extent.end()));
            parts.add(new Part(partition, extent.begin(), end));
        });
    }

    /** The unscanned rest of a partition. */
    private final class Part {
        private final int partition;
        private final long begin;
        /** Dead letters that are read and not examined, the newest first. */
        private final Deque<DeadLetter> read = new ArrayDeque<>();
        /** Offset before which nothing is read yet. */
        private long unread;
        /** Offset before which nothing is examined yet. */
        private long end;

        Part(int partition, long begin, long end) {
            this.partition = partition;
            this.begin = begin;
            this.unread = end;
            this.end = end;
        }

        /** Returns the newest dead letter that is not examined yet, or null at the end. */
        @Nullable
        DeadLetter head() {
            while (read.isEmpty() && unread > begin) {
                long from = Math.max(begin, unread - PIECE);
                topic.between(partition, from, unread).forEach(read::addFirst);
                unread = from;
            }
            return read.peek();
        }

        DeadLetter remove() {
            DeadLetter letter = read.remove();
            end = DeadLetterPlace.parse(letter.position()).offset();
            return letter;
        }
    }

    List<DeadLetter> find(DeadLetterFilter filter, int limit) {
        List<DeadLetter> found = new ArrayList<>();
        while (found.size() < limit && scanned < MAX_SCANNED) {
            Part newest = newest();
            if (newest == null) {
                return found;
            }
            DeadLetter letter = newest.remove();
            scanned++;
            if (filter.takes(letter)) {
                found.add(letter);
            }
        }
        return found;
    }

    private @Nullable Part newest() {
        Part newest = null;
        DeadLetter letter = null;
        for (Part part : parts) {
            DeadLetter head = part.head();
            if (head != null && (letter == null || head.time().isAfter(letter.time()))) {
                newest = part;
                letter = head;
            }
        }
        return newest;
    }

    int scanned() {
        return scanned;
    }

    /** Returns the {@code before} of the scan that continues this one, or null at the end. */
    @Nullable
    String goesOnBefore() {
        if (newest() == null) {
            return null;
        }
        Map<Integer, Long> ends = new TreeMap<>();
        parts.forEach(part -> ends.put(part.partition, part.end));
        return DeadLetterPlace.join(ends);
    }
}
