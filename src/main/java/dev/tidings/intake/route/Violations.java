package dev.tidings.intake.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the faults of routes, one sentence each, so that all of them are reported at once. */
final class Violations {
    private final List<String> found = new ArrayList<>();

    void add(String sentence) {
        found.add(sentence);
    }

    void addWrongValue(RouteSettings route, String key, String text, String expected) {
        add(route.location(key) + ": " + text + " (expected: " + expected + ")");
    }

    /** Returns the result, or adds a fault and returns null. */
    <T> @Nullable T attempt(String where, Making<T> making) {
        try {
            return making.make();
        } catch (WrongExpressionException e) {
            add(where + ": " + e.getMessage());
            return null;
        }
    }

    /** An operation that may fail with a fault. */
    interface Making<T> {
        T make() throws WrongExpressionException;
    }

    void throwIfAny() throws WrongRoutesException {
        if (!found.isEmpty()) {
            throw new WrongRoutesException(found);
        }
    }
}
