package dev.tidings.settings;

import jakarta.validation.constraints.Min;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks the range of each number, duration and switch: above zero, or from zero on if zero has a meaning. A number may
 * declare its own range by {@code @Min}.
 */
final class Ranges {
    private static final Set<String> FROM_ZERO_ON = Set.of(
            "tidings.drain.overlap",
            "tidings.drain.period",
            "tidings.identity.clock-skew",
            "tidings.identity.min-remaining",
            "tidings.intake.repetition-window",
            "tidings.replay.gather",
            "tidings.replay.max-records",
            "tidings.socket.close-timeout",
            "tidings.socket.retry-after",
            "tidings.tail.fetch-max-wait",
            "tidings.tail.fetch-min-bytes");

    /** The booleans that SmallRye accepts. Anything else would silently be false. */
    private static final Set<String> BOOLEANS = Set.of("true", "yes", "y", "on", "1", "false", "no", "n", "off", "0");

    private Ranges() {}

    /** Returns a sentence for each value that is out of its range. */
    static List<String> violations(Settings settings, SettingValues values) {
        List<String> violations = new ArrayList<>();
        for (Map.Entry<String, Method> each : settings.keys().entrySet()) {
            String key = each.getKey();
            boolean fromZeroOn = FROM_ZERO_ON.contains(key);
            if (each.getValue().getReturnType() == boolean.class && !BOOLEANS.contains(lowerCase(values.text(key)))) {
                violations.add(key + ": " + values.text(key) + " (expected: true or false)");
            } else if (values.isSet(key) && isBelow(key, each.getValue(), fromZeroOn ? 0 : 1, values)) {
                violations.add(key + ": " + values.text(key) + " (expected: " + (fromZeroOn ? ">= 0" : "> 0") + ")");
            }
        }
        return violations;
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isBelow(String key, Method method, long least, SettingValues values) {
        String type = method.getGenericReturnType().getTypeName();
        if (type.contains("java.time.Duration")) {
            return values.nanos(key) < least;
        }
        boolean number = (type.equals("int") || type.equals("long")) && !method.isAnnotationPresent(Min.class);
        return number && values.number(key) < least;
    }
}
