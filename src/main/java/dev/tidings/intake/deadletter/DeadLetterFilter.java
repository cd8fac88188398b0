package dev.tidings.intake.deadletter;

import dev.tidings.http.ProblemException;
import dev.tidings.intake.format.DeadReason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects dead letters; a null criterion matches all. */
record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String route,
        @Nullable String reason) {
    DeadLetterFilter {
        List<String> reasons =
                Arrays.stream(DeadReason.values()).map(DeadReason::label).toList();
        if (reason != null && !reasons.contains(reason)) {
            throw ProblemException.bad("reason: " + reason + " (expected: one of " + String.join(", ", reasons) + ")");
        }
    }

    boolean isEmpty() {
        return topic == null && route == null && reason == null;
    }

    boolean takes(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin();
        return (topic == null || (origin != null && topic.equals(origin.topic())))
                && (route == null || route.equals(letter.route()))
                && (reason == null || reason.equals(letter.reason()));
    }
}
