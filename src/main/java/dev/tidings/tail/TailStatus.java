package dev.tidings.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The present state of the tail, for readiness and the log. */
public sealed interface TailStatus {
    /** The broker has not answered yet. */
    record Connecting() implements TailStatus {}

    /** The topics of the log do not exist yet; they are queried again and again. */
    record WaitingForTopics(List<String> missing) implements TailStatus {}

    /** The tail reads the records of the window's age. */
    record CatchingUp(long recordsBehind) implements TailStatus {}

    record Following() implements TailStatus {}

    /** The broker has been silent for longer than a moment; reading continues by itself when it is back. */
    record BrokerSilent(Instant since, Duration grace) implements TailStatus {}
}
