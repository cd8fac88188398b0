package dev.tidings.tail;

import dev.tidings.event.Dropped;
import dev.tidings.event.RejectReason;

/**
 * Counts the outcomes of the records that the tail receives. Each is counted in one of the four, so that received =
 * delivered + nobody + expired + rejected.
 *
 * <p>Called by the tail's thread only.
 */
public interface TailMetrics {
    /** Counts the records of one poll. */
    void received(int records);

    /** Counts a record that was handed to at least one session here. */
    void delivered();

    /** Counts a record that no session here wants; its value was not read. */
    void unwanted();

    /** Counts an event whose {@code expirytime} had passed. */
    void expired();

    /** Counts attributes that were left out of an event that a session here wants. */
    void dropped(Dropped attributes);

    /** Counts a record that cannot be delivered to anybody. */
    void rejected(RejectReason reason);
}
