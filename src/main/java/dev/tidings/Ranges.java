package dev.tidings;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The range of each number and duration: above zero, or from zero on where zero means something. */
final class Ranges {
    private static final Set<String> FROM_ZERO_ON = Set.of(
            "tidings.drain.overlap",
            "tidings.drain.period",
            "tidings.identity.min-remaining",
            "tidings.identity.token-cache-size",
            "tidings.replay.gather",
            "tidings.replay.max-records",
            "tidings.socket.close-timeout",
            "tidings.socket.retry-after",
            "tidings.socket.send-buffer",
            "tidings.tail.fetch-max-wait",
            "tidings.tail.fetch-min-bytes");

    private Ranges() {}

    /** A sentence for each value that is out of its range. */
    static List<String> violations(Settings settings, SettingValues values) {
        List<String> violations = new ArrayList<>();
        for (Map.Entry<String, Method> each : settings.keys().entrySet()) {
            String key = each.getKey();
            boolean fromZeroOn = FROM_ZERO_ON.contains(key);
            if (values.isSet(key) && isBelow(key, each.getValue(), fromZeroOn ? 0 : 1, values)) {
                violations.add(key + ": " + values.text(key) + " (expected: " + (fromZeroOn ? ">= 0" : "> 0") + ")");
            }
        }
        return violations;
    }

    private static boolean isBelow(String key, Method method, long least, SettingValues values) {
        String type = method.getGenericReturnType().getTypeName();
        if (type.contains("java.time.Duration")) {
            return values.nanos(key) < least;
        }
        return (type.equals("int") || type.equals("long")) && values.number(key) < least;
    }
}
