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
    /** The session is registered, so that nothing is missed, but has no start yet. */
    record Opening() implements SessionState {}

    record Open() implements SessionState {}

    /** The session was asked to leave; it still gets events until it is closed. */
    record Draining() implements SessionState {}

    record Closed(CloseReason reason) implements SessionState {}
}
