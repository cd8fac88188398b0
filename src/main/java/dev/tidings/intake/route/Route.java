package dev.tidings.intake.route;

import dev.tidings.intake.format.SourceRecord;

/** A compiled route. Called by intake's thread only; throws {@link dev.tidings.intake.format.UnavailableException}, and else by a fault of its own. */
public interface Route {
    String name();

    Mapping map(SourceRecord record);

    /** What the route may write at most; null is no limit. */
    Limits limits();
}
