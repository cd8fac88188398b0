package dev.tidings.intake.format;

import java.math.BigDecimal;

/** Numbers as expressions know them, Long and Double; what neither can hold is text, so that no digit is lost in silence. */
final class Numbers {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** Not finite ones are text: JSON has none. */
    static Object of(double number) {
        return Double.isFinite(number) ? (Object) number : Double.toString(number);
    }

    /** The double that is written as the float is: 0.1 and not 0.10000000149011612. */
    static Object of(float number) {
        return of(Double.parseDouble(Float.toString(number)));
    }

    static Object ofUnsigned(long number) {
        return number >= 0 ? (Object) number : Long.toUnsignedString(number);
    }

    /** Of a scale up to 0 a Long; else the Double that is written with the same digits. */
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
