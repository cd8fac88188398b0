package dev.tidings.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position from which a client resumes on any pod: the log's epoch and an offset for each partition that concerns
 * it.
 *
 * <p>The text form is the epoch, then {@code .<partition id>-<offset>} for each position, with numbers in base 32 and
 * lower case. Clients must not interpret it.
 */
public record Cursor(long epoch, List<Position> positions) {
    /** The maximum length of a cursor's text, in characters; it bounds the cost of parsing foreign input. */
    static final int MAX_LENGTH = 2048;

    private static final int RADIX = 32;
    private static final int MAX_PARTITION_ID = 1 << 20;

    public Cursor {
        positions = List.copyOf(positions);
    }

    /** Parses a cursor's text; returns nothing where it is not a cursor. */
    public static Optional<Cursor> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String[] parts = text.split("\\.", -1);
            List<Position> positions = new ArrayList<>(parts.length - 1);
            for (int i = 1; i < parts.length; i++) {
                positions.add(position(parts[i]));
            }
            return Optional.of(new Cursor(Long.parseUnsignedLong(parts[0], RADIX), positions));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Position position(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("no dash");
        }
        int partition = Integer.parseInt(text, 0, dash, RADIX);
        if (partition < 0 || partition > MAX_PARTITION_ID) {
            throw new IllegalArgumentException("no partition");
        }
        return new Position(Partition.of(partition), Long.parseLong(text, dash + 1, text.length(), RADIX));
    }

    /** Returns the offset from which to resume in this partition, or -1 where the cursor does not name it. */
    public long offsetIn(Partition partition) {
        for (Position position : positions) {
            if (position.partition().equals(partition)) {
                return position.offset();
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Long.toUnsignedString(epoch, RADIX));
        for (Position position : positions) {
            text.append('.')
                    .append(Integer.toString(position.partition().id(), RADIX))
                    .append('-')
                    .append(Long.toString(position.offset(), RADIX));
        }
        return text.toString();
    }
}
