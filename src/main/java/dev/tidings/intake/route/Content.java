package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import org.jspecify.annotations.Nullable;

/** The data of a route's events: the data of the record, or data that the route makes of it. */
record Content(@Nullable Expression data, @Nullable LocalizedText wording) {

    /** Returns whether the data is the record's own. */
    boolean isUnchanged() {
        return data == null && wording == null;
    }

    /** Returns the data, or null if an event has none. */
    @Nullable
    Object of(Variables variables) throws DeadException {
        Object found = data == null ? variables.document().value() : data.evaluate(variables);
        return wording == null ? found : wording.putInto(found, variables);
    }
}
