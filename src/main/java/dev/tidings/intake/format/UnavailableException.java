package dev.tidings.intake.format;

/** What a record needs to be read cannot be reached now (the schema registry): to be tried again, never a dead letter. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
