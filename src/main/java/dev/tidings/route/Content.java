package dev.tidings.route;

import dev.tidings.format.DeadException;
import org.jspecify.annotations.Nullable;

/** The data of a route's events: what the record says, or what the route makes of it. */
record Content(@Nullable Expression data, @Nullable Wording wording) {

    /** Whether it is the record's own. */
    boolean isUnchanged() {
        return data == null && wording == null;
    }

    /** Null where an event has no data. */
    @Nullable
    Object of(Variables variables) throws DeadException {
        Object found = data == null ? variables.document().value() : data.evaluate(variables);
        return wording == null ? found : wording.into(found, variables);
    }
}
