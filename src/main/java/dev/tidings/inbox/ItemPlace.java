package dev.tidings.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an item in the list, by which the next page is asked for. Its text is opaque to clients: microseconds of
 * the epoch, the partition's id and the position in it, in base 32.
 */
record ItemPlace(Instant at, int part, long pos) {
    private static final int RADIX = 32;
    private static final Pattern TEXT = Pattern.compile("([0-9a-v]{1,12})-([0-9a-v]{1,5})-([0-9a-v]{1,12})");
    /** The end of year 9999, beyond which no timestamp of the database is. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    static Optional<ItemPlace> parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        long micros = Long.parseLong(found.group(1), RADIX);
        if (micros / MICROS_PER_SECOND > LAST_SECOND) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochSecond(
                micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND * NANOS_PER_MICRO);
        return Optional.of(
                new ItemPlace(at, Integer.parseInt(found.group(2), RADIX), Long.parseLong(found.group(3), RADIX)));
    }

    OffsetDateTime time() {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), RADIX)
                + '-'
                + Integer.toString(part, RADIX)
                + '-'
                + Long.toString(pos, RADIX);
    }
}
