package dev.tidings.window;

import dev.tidings.event.Key;
import java.util.HashMap;
import java.util.Map;

/** Two keys with the same hash; by the birthday paradox some hundred thousand tries suffice. */
final class KeyTwins {
    private KeyTwins() {}

    static String[] find() {
        Map<Integer, String> seen = new HashMap<>();
        for (int i = 0; i < 2_000_000; i++) {
            String key = "user-" + Integer.toString(i, 36);
            String twin = seen.put(Key.of(key).hashCode(), key);
            if (twin != null) {
                return new String[] {twin, key};
            }
        }
        throw new AssertionError("no two keys of the same hash");
    }
}
