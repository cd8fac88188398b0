package dev.tidings.intake.format;

import java.util.Objects;

/** A record cannot be mapped in its present form; the message describes the fault without the record's content. */
public final class DeadException extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadReason reason;

    public DeadException(DeadReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the message, which is always present. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public DeadReason reason() {
        return reason;
    }
}
