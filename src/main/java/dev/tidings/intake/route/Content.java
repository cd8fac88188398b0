package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import org.jspecify.annotations.Nullable;

/** The data of a route's events: what the record says, or what the route makes of it. */
record Content(@Nullable Expression data, @Nullable LocalizedText wording) {

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
