package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadReason;
import java.util.List;

/** The result of mapping a record with a route. */
public sealed interface Mapping {
    /** The route made at least one draft. */
    record Mapped(List<Draft> drafts) implements Mapping {}

    /** The route's condition holds for none of the record's documents. */
    record Filtered() implements Mapping {}

    /** The record cannot be mapped with the present route; only a dead letter is written. */
    record Dead(DeadReason reason, String message) implements Mapping {}
}
