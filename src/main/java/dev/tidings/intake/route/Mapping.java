package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadReason;
import java.util.List;

/** What a route makes of a record. */
public sealed interface Mapping {
    /** At least one draft. */
    record Mapped(List<Draft> drafts) implements Mapping {}

    /** The route's condition holds for none of its documents. */
    record Filtered() implements Mapping {}

    /** It cannot be mapped as the route is now; nothing of it is written but a dead letter. */
    record Dead(DeadReason reason, String message) implements Mapping {}
}
