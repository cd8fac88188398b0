package dev.tidings.intake;

/** A transaction was not committed, or its outcome is unknown. */
final class NotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean certain;
    private final Exception failure;

    NotWrittenException(boolean certain, Exception failure) {
        super(failure.toString(), failure);
        this.certain = certain;
        this.failure = failure;
    }

    /** Returns whether nothing of the transaction is in the log, and never will be. */
    boolean isCertain() {
        return certain;
    }

    /** Returns the first failure. */
    Exception failure() {
        return failure;
    }
}
