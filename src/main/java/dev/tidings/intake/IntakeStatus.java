package dev.tidings.intake;

import java.util.List;

/** The current state of intake, as readiness and the log report it. */
public sealed interface IntakeStatus {
    /** No route is active, and nothing is connected. */
    record Off() implements IntakeStatus {}

    /** The broker has not answered yet, or not as expected. */
    record Connecting() implements IntakeStatus {}

    /** Topics that intake itself needs do not exist yet; intake looks them up again and again. */
    record WaitingForTopics(List<String> missing) implements IntakeStatus {
        @Override
        public String toString() {
            return "waits for topics " + missing + " (docs/operations.md describes how to create them)";
        }
    }

    /** Intake reads its sources, and is at their end or on its way there. */
    record Following() implements IntakeStatus {}

    /** A batch could not be mapped or written. Nothing is lost; the same batch is retried again and again. */
    record Retrying(String cause) implements IntakeStatus {}
}
