package dev.tidings.intake.route;

import dev.tidings.intake.format.SourceRecord;

/**
 * A compiled route. Called by intake's thread only. Throws {@link dev.tidings.intake.format.UnavailableException}; any
 * other exception is a fault of Tidings.
 */
public interface Route {
    String name();

    Mapping map(SourceRecord record);

    /** Returns the limits of the route; a null rate is no limit. */
    Limits limits();
}
