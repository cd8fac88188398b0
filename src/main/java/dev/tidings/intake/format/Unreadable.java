package dev.tidings.intake.format;

import dev.tidings.event.RejectedEventException;

/** Makes the exception for a value that is not in its format; the message contains none of its content. */
final class Unreadable {
    private Unreadable() {}

    static DeadException because(String sentence) {
        return new DeadException(DeadReason.UNREADABLE, sentence);
    }

    /** Converts the log's reason for rejecting an event. */
    static DeadException of(RejectedEventException rejected) {
        String message = rejected.getMessage();
        return switch (rejected.reason()) {
            case MISSING_ATTRIBUTE, BAD_ATTRIBUTE, UNSUPPORTED_SPECVERSION, RESERVED ->
                new DeadException(DeadReason.BAD_ATTRIBUTE, "CloudEvent's " + message);
            default -> because(message);
        };
    }
}
