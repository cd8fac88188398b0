package dev.tidings.session;

/**
 * The life of a session.
 *
 * <pre>
 *   Opening ──open──▶ Open ──drain──▶ Draining
 *      │                │                │
 *      └────────────────┴─────close──────┴──▶ Closed(reason)
 * </pre>
 */
public sealed interface SessionState {
    /** Known to the registry, so that nothing is missed, but not told where it begins yet. */
    record Opening() implements SessionState {}

    record Open() implements SessionState {}

    /** Has been asked to leave; still gets events until it is closed. */
    record Draining() implements SessionState {}

    record Closed(CloseReason reason) implements SessionState {}
}
