package dev.tidings.intake;

/** A transaction was not committed, or nobody knows. */
final class NotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean certain;

    NotWrittenException(boolean certain, Throwable cause) {
        super(cause.toString(), cause);
        this.certain = certain;
    }

    /** Whether nothing of it is in the log, and never will be. */
    boolean isCertain() {
        return certain;
    }
}
