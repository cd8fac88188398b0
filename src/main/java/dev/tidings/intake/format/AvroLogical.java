package dev.tidings.intake.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Converts Avro's logical types: times to ISO 8601, decimals to numbers, UUIDs to text, other bytes to base64. */
final class AvroLogical {
    private static final int UUID_SIZE = 16;
    private static final int MOST_DIGITS = 1000;

    private AvroLogical() {}

    private static String name(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    static Object ofInt(Schema schema, int value) throws DeadException {
        return switch (name(schema)) {
            case "date" -> LocalDate.ofEpochDay(value).toString();
            case "time-millis" -> time(value, TimeUnit.MILLISECONDS);
            default -> (long) value;
        };
    }

    static Object ofLong(Schema schema, long value) throws DeadException {
        return switch (name(schema)) {
            case "time-micros" -> time(value, TimeUnit.MICROSECONDS);
            case "timestamp-millis" -> instant(value, TimeUnit.MILLISECONDS).toString();
            case "timestamp-micros" -> instant(value, TimeUnit.MICROSECONDS).toString();
            case "timestamp-nanos" -> instant(value, TimeUnit.NANOSECONDS).toString();
            case "local-timestamp-millis" -> local(value, TimeUnit.MILLISECONDS);
            case "local-timestamp-micros" -> local(value, TimeUnit.MICROSECONDS);
            case "local-timestamp-nanos" -> local(value, TimeUnit.NANOSECONDS);
            default -> value;
        };
    }

    static Object ofBytes(Schema schema, byte[] value) throws DeadException {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return decimal(value, decimal.getScale());
        }
        if (name(schema).equals("uuid") && value.length == UUID_SIZE) {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        }
        return EventData.base64(value);
    }

    /** Converts a decimal; its size is bounded, since the conversion to decimal digits is slow for long numbers. */
    private static Object decimal(byte[] unscaled, int scale) throws DeadException {
        if (unscaled.length == 0 || unscaled.length > MOST_DIGITS / 2 || scale > MOST_DIGITS) {
            throw AvroInput.broken("a decimal of no digits, or of too many");
        }
        return Numbers.of(new BigDecimal(new BigInteger(unscaled), scale));
    }

    private static String time(long value, TimeUnit unit) throws DeadException {
        try {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(value, unit.toNanos(1)))
                    .toString();
        } catch (DateTimeException | ArithmeticException e) {
            throw AvroInput.broken("a time beyond its day");
        }
    }

    private static Instant instant(long value, TimeUnit unit) {
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        return Instant.ofEpochSecond(Math.floorDiv(value, perSecond), unit.toNanos(Math.floorMod(value, perSecond)));
    }

    private static String local(long value, TimeUnit unit) {
        return instant(value, unit).atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
    }
}
