package dev.tidings.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tail does right now; what readiness and the log say of it. */
public sealed interface TailStatus {
    /** The broker has not answered yet. */
    record Connecting() implements TailStatus {}

    /** The topics of the log do not exist yet; they are asked for again and again. */
    record WaitingForTopics(List<String> missing) implements TailStatus {}

    /** Reads back what the window should hold. */
    record CatchingUp(long recordsBehind) implements TailStatus {}

    record Following() implements TailStatus {}

    /** The broker has been silent for longer than a moment; reading goes on by itself when it is back. */
    record BrokerSilent(Instant since, Duration grace) implements TailStatus {}
}
