package dev.tidings.intake;

import dev.tidings.format.SourceRecord.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * What the broker has refused as too large: at the next attempt its record is a dead letter, and one that is too large for that
 * too goes there without its value. So a record that nobody takes does not stop its partition.
 */
final class Oversized {
    /** What is left to be tried. */
    enum Form {
        WHOLE,
        DEAD,
        DEAD_WITHOUT_VALUE
    }

    /** What a record was sent for. */
    record Cause(Place place, String route) {}

    private final Map<Cause, Form> refused = new HashMap<>();

    Form formOf(Cause cause) {
        return refused.isEmpty() ? Form.WHOLE : refused.getOrDefault(cause, Form.WHOLE);
    }

    /** Whether there is another form to try. */
    boolean refused(Cause cause) {
        Form before = formOf(cause);
        refused.put(cause, before == Form.WHOLE ? Form.DEAD : Form.DEAD_WITHOUT_VALUE);
        return before != Form.DEAD_WITHOUT_VALUE;
    }

    /** All of it is written, or is another's now. */
    void clear() {
        refused.clear();
    }
}
