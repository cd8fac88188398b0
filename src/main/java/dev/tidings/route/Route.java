package dev.tidings.route;

import dev.tidings.format.SourceRecord;

/** A compiled route. Called by intake's thread only; throws {@link dev.tidings.format.UnavailableException}, and else by a fault of its own. */
public interface Route {
    String name();

    Mapping map(SourceRecord record);

    /** What the route may write at most; null is no limit. */
    Limits limits();
}
