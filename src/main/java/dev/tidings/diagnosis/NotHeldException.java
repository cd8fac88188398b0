package dev.tidings.diagnosis;

/** Thrown if this pod does not hold the requested event. The message names the range that it holds. */
final class NotHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHeldException(String message) {
        super(message, null, false, false);
    }
}
