package dev.tidings.intake;

/** A transaction was not committed, or nobody knows. */
final class NotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean certain;
    private final Exception failure;

    NotWrittenException(boolean certain, Exception failure) {
        super(failure.toString(), failure);
        this.certain = certain;
        this.failure = failure;
    }

    /** Whether nothing of it is in the log, and never will be. */
    boolean isCertain() {
        return certain;
    }

    /** What failed first. */
    Exception failure() {
        return failure;
    }
}
