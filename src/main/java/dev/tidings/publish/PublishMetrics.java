package dev.tidings.publish;

import dev.tidings.event.Dropped;
import dev.tidings.event.Topic;
import java.util.Locale;

/** What publishing counts; any thread, must not block. */
public interface PublishMetrics {
    /** What a request was answered. */
    enum Answered {
        /** 202: Kafka has its events. */
        ACCEPTED,
        /** 202 as before: its {@code Idempotency-Key} was here already. */
        REPEATED,
        /** 4xx: it is wrong, or is being worked on already. */
        REFUSED,
        /** 503. */
        UNAVAILABLE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void answered(Answered answered);

    /** Kafka has acknowledged an event. */
    void written(Topic topic);

    /** It was written without attributes that CloudEvents does not allow. */
    void dropped(Dropped attributes);
}
