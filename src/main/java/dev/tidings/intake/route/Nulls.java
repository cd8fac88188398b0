package dev.tidings.intake.route;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces Java's null, which CEL takes for unknown, by CEL's null; copies only collections that hold one. */
final class Nulls {
    private Nulls() {}

    static Object toCel(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value instanceof List<?> list ? list(list) : value;
    }

    private static Object map(Map<?, ?> map) {
        Map<Object, Object> copy = null;
        for (Map.Entry<?, ?> each : map.entrySet()) {
            Object converted = toCel(each.getValue());
            if (converted != each.getValue()) {
                copy = copy == null ? new LinkedHashMap<>(map) : copy;
                copy.put(each.getKey(), converted);
            }
        }
        return copy == null ? map : copy;
    }

    private static Object list(List<?> list) {
        List<Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object converted = toCel(list.get(i));
            if (converted != list.get(i)) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, converted);
            }
        }
        return copy == null ? list : copy;
    }
}
