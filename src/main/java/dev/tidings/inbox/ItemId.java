package dev.tidings.inbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies an item of the inbox by its record's place in the log.
 *
 * <p>The text is the partition's id and the offset in base 32: {@code 6-1o}. An item of a topic that was deleted and
 * created again since then has its number of a {@link Generation} there instead of the offset, so that no two items share a text.
 *
 * @param part the partition's {@linkplain dev.tidings.event.Partition#id() id}
 * @param number an offset in the topic as it is now; or a number of a {@link Generation}, which is larger than any offset
 */
record ItemId(int part, long number) {
    private static final int RADIX = 32;
    private static final Pattern TEXT = Pattern.compile("([0-9a-v]{1,5})-([0-9a-v]{1,12})");

    /** Parses an item's id; returns nothing for any other text. */
    static Optional<ItemId> parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        int part = Integer.parseInt(found.group(1), RADIX);
        return Optional.of(new ItemId(part, Long.parseLong(found.group(2), RADIX)));
    }

    /** Returns the id of a stored item, where the partition is now in that generation. */
    static ItemId of(int part, long pos, int generation) {
        return new ItemId(part, Generation.of(pos) == generation ? Generation.offset(pos) : pos);
    }

    /** Returns the item's {@code pos} in the database, where the partition is now in that generation. */
    long pos(int generation) {
        return Generation.of(number) == 0 ? Generation.pos(generation, number) : number;
    }

    @Override
    public String toString() {
        return Integer.toString(part, RADIX) + '-' + Long.toString(number, RADIX);
    }
}
