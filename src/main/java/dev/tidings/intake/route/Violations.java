package dev.tidings.intake.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with routes, a sentence each, so that all of it is said at once. */
final class Violations {
    private final List<String> found = new ArrayList<>();

    void add(String sentence) {
        found.add(sentence);
    }

    void wrong(RouteSettings route, String key, String text, String expected) {
        add(route.where(key) + ": " + text + " (expected: " + expected + ")");
    }

    /** What it makes, or null and one fault more. */
    <T> @Nullable T attempt(String where, Making<T> making) {
        try {
            return making.make();
        } catch (WrongExpressionException e) {
            add(where + ": " + e.getMessage());
            return null;
        }
    }

    /** Something that may turn out wrong. */
    interface Making<T> {
        T make() throws WrongExpressionException;
    }

    void refuse() throws WrongRoutesException {
        if (!found.isEmpty()) {
            throw new WrongRoutesException(found);
        }
    }
}
