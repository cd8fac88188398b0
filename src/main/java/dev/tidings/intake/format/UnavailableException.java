package dev.tidings.intake.format;

/** The schema registry is unavailable: the record must be tried again, and is never a dead letter. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
