package dev.tidings.intake.format;

import java.math.BigDecimal;

/** Converts numbers to Long and Double for expressions; a number that fits neither is text and loses no digit. */
final class Numbers {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** Returns the number, or its text if it is not finite, which JSON cannot express. */
    static Object of(double number) {
        return Double.isFinite(number) ? (Object) number : Double.toString(number);
    }

    /** Returns the double with the decimal text of the float: 0.1 and not 0.10000000149011612. */
    static Object of(float number) {
        return of(Double.parseDouble(Float.toString(number)));
    }

    static Object ofUnsigned(long number) {
        return number >= 0 ? (Object) number : Long.toUnsignedString(number);
    }

    /** Returns a Long for a scale up to 0, or the Double with the same digits; text if there is none. */
    static Object of(BigDecimal number) {
        if (number.scale() <= 0) {
            boolean fits = number.precision() - (long) number.scale() <= 19
                    && number.compareTo(LEAST) >= 0
                    && number.compareTo(MOST) <= 0;
            return fits ? (Object) number.longValueExact() : number.toPlainString();
        }
        double nearest = number.doubleValue();
        boolean same = Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
        return same ? (Object) nearest : number.toPlainString();
    }
}
