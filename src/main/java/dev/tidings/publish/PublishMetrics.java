package dev.tidings.publish;

import dev.tidings.event.Dropped;
import dev.tidings.event.Topic;
import java.util.Locale;

/** Counts requests and events of publishing; any thread, must not block. */
public interface PublishMetrics {
    /** The kinds of answers. */
    enum Answered {
        /** 202: Kafka has acknowledged the events. */
        ACCEPTED,
        /** 202 again: the {@code Idempotency-Key} was stored already. */
        REPEATED,
        /** 4xx: the request is invalid, or is already in progress. */
        REFUSED,
        /** 503. */
        UNAVAILABLE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void answered(Answered answered);

    /** Counts an event that Kafka has acknowledged. */
    void written(Topic topic);

    /** Counts attributes that CloudEvents does not allow and that were left out of a written event. */
    void dropped(Dropped attributes);
}
