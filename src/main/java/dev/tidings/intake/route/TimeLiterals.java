package dev.tidings.intake.route;

import dev.tidings.event.Timestamps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes instants and durations. */
final class TimeLiterals {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private TimeLiterals() {}

    /** Parses {@code 90s}, {@code 24h}, {@code 7d} or ISO 8601; returns null unless it is a positive duration. */
    static @Nullable Duration duration(String text) {
        Matcher shortForm = SHORT.matcher(text);
        if (shortForm.matches()) {
            Duration unit = UNITS.getOrDefault(shortForm.group(2), Duration.ZERO);
            Duration duration = unit.multipliedBy(Long.parseLong(shortForm.group(1)));
            return duration.isZero() ? null : duration;
        }
        try {
            Duration duration = text.startsWith("P") ? Duration.parse(text) : Duration.ZERO;
            return duration.isZero() || duration.isNegative() ? null : duration;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Parses RFC 3339 or an equivalent spelling; returns null for anything else. */
    static @Nullable Instant instant(String text) {
        String normalised = Timestamps.normalised(text);
        return normalised == null ? null : OffsetDateTime.parse(normalised).toInstant();
    }

    /** Parses a text that is a duration or an instant and not an expression; returns null for anything else. */
    static @Nullable Expiry expiry(String text) {
        Duration duration = duration(text);
        if (duration != null) {
            return new Expiry.After(duration);
        }
        Instant instant = instant(text);
        return instant == null ? null : new Expiry.At(instant);
    }

    /** Returns the instant in RFC 3339, or null if its year does not fit. */
    static @Nullable String text(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant.toString();
    }
}
