package dev.tidings.tail;

import java.util.List;

/** Topics of the log do not exist yet. */
final class MissingTopicsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingTopicsException(List<String> names) {
        super("topics missing: " + String.join(", ", names), null, false, false);
    }
}
