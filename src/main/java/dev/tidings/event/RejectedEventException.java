package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/** An event cannot be used; the message says what is wrong and what was expected, without the event's content. */
public final class RejectedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final @Nullable String found;

    RejectedEventException(RejectReason reason, String message) {
        this(reason, message, null);
    }

    /** @param found what stands there instead, where it may be shown */
    RejectedEventException(RejectReason reason, String message, @Nullable String found) {
        super(message, null, false, false);
        this.reason = reason;
        this.found = found;
    }

    /** Always there. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public RejectReason reason() {
        return reason;
    }

    /** What stands there instead, where it may be shown in a log. */
    @Nullable
    String found() {
        return found;
    }
}
