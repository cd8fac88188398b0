package dev.tidings.intake.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts Confluent's Protobuf decimal, whose digits are bytes, to a number, like Avro's decimals. */
final class ProtobufDecimal {
    private static final int MOST_DIGITS = 1000;

    private ProtobufDecimal() {}

    static Object value(Map<String, @Nullable Object> fields) throws DeadException {
        byte[] unscaled = Base64.getDecoder().decode(String.valueOf(fields.get("value")));
        long scale = fields.get("scale") instanceof Long number ? number : 0;
        // The conversion to decimal digits is slow for long numbers.
        if (unscaled.length > MOST_DIGITS / 2 || Math.abs(scale) > MOST_DIGITS) {
            throw Unreadable.because("value: a decimal of too many digits (expected: at most " + MOST_DIGITS + ")");
        }
        BigInteger digits = unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled);
        return Numbers.of(new BigDecimal(digits, (int) scale));
    }
}
