package dev.tidings.tail;

import java.util.ArrayList;
import java.util.List;

/** Topics of the log do not exist yet. */
final class MissingTopicsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> names;

    MissingTopicsException(List<String> names) {
        super("topics missing: " + String.join(", ", names), null, false, false);
        this.names = new ArrayList<>(names);
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
