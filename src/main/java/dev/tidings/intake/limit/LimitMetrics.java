package dev.tidings.intake.limit;

/** Counts what the limiter had to give up, because there were too many. */
public interface LimitMetrics {
    /** Counts a recipient or a route whose count was removed early. */
    void recipientEvicted();

    /** Counts an event that was dropped instead of deferred. */
    void eventDropped();
}
