package dev.tidings.intake.format;

import java.util.Objects;

/** A record cannot be mapped, and never will be as it is; the message says what was wrong, without the record's content. */
public final class DeadException extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadReason reason;

    public DeadException(DeadReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public DeadReason reason() {
        return reason;
    }
}
