package dev.tidings.intake;

import java.util.List;

/** What intake does right now; what readiness and the log say of it. */
public sealed interface IntakeStatus {
    /** No route is in force: nothing is connected. */
    record Off() implements IntakeStatus {}

    /** The broker has not answered yet, or not as expected. */
    record Connecting() implements IntakeStatus {}

    /** Topics that intake itself needs do not exist yet; they are asked for again and again. */
    record WaitingForTopics(List<String> missing) implements IntakeStatus {
        @Override
        public String toString() {
            return "waits for topics " + missing + ": see docs/operations.md for how they are made";
        }
    }

    /** Reads its sources, and is at their end or on its way there. */
    record Following() implements IntakeStatus {}

    /** A batch could not be mapped or written; nothing is lost, nothing goes on, it is tried again and again. */
    record Retrying(String cause) implements IntakeStatus {}
}
