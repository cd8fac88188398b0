package dev.tidings.tail;

import dev.tidings.event.Dropped;
import dev.tidings.event.RejectReason;

/**
 * What becomes of the records that the tail receives. Each is counted in one of the four, so that
 * received = delivered + nobody + expired + rejected.
 *
 * <p>Called by the tail's thread only.
 */
public interface TailMetrics {
    /** One poll brought that many records. */
    void received(int records);

    /** Handed to at least one session here. */
    void delivered();

    /** Nobody here wants it; its value was not looked at. */
    void nobody();

    /** Its {@code expirytime} had passed. */
    void expired();

    /** Attributes were left out of an event that somebody here wants. */
    void dropped(Dropped attributes);

    /** It cannot be delivered to anybody. */
    void rejected(RejectReason reason);
}
