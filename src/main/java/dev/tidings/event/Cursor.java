package dev.tidings.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client keeps to go on later, on any pod: the log's epoch and a position for each partition that concerns it.
 *
 * <p>As text: the epoch, then {@code .<partition id>-<offset>} for each position, numbers to the base 32 in lower case.
 * Clients must not look inside.
 */
public record Cursor(long epoch, List<Position> positions) {
    /** A cursor longer than this is not one of ours; it bounds what a stranger makes us parse. */
    static final int MAX_LENGTH = 2048;

    private static final int RADIX = 32;
    private static final int MAX_PARTITION_ID = 1 << 20;

    public Cursor {
        positions = List.copyOf(positions);
    }

    /** The cursor that this text stands for, or nothing when it stands for none. */
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

    /** The offset to go on from in this partition, or -1 where the cursor does not name it. */
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
