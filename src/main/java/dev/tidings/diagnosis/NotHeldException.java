package dev.tidings.diagnosis;

/** This pod holds nothing of what is asked about; the message says how far it reaches. */
final class NotHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHeldException(String message) {
        super(message, null, false, false);
    }
}
