package dev.tidings.event;

/** Leaves the reading of a record that cannot be used; never leaves the package. */
final class RejectedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    RejectedRecordException(RejectReason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }
}
