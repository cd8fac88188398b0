package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** An event cannot be used. The message names the fault and the expectation, without the event's content. */
public final class RejectedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final @Nullable String found;

    RejectedEventException(RejectReason reason, String message) {
        this(reason, message, null);
    }

    /** @param found the value that was found instead, where it may be shown */
    RejectedEventException(RejectReason reason, String message, @Nullable String found) {
        super(message, null, false, false);
        this.reason = reason;
        this.found = found;
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public RejectReason reason() {
        return reason;
    }

    /** Returns the value that was found instead, where a log may show it. */
    @Nullable
    String found() {
        return found;
    }
}
