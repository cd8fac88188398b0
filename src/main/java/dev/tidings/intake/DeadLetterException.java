package dev.tidings.intake;

/** A question about dead letters has no answer; the message names what was asked and what was expected. */
final class DeadLetterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    private DeadLetterException(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    static DeadLetterException bad(String detail) {
        return new DeadLetterException(400, "Bad request", detail);
    }

    static DeadLetterException notFound(String detail) {
        return new DeadLetterException(404, "Not found", detail);
    }

    static DeadLetterException gone(String detail) {
        return new DeadLetterException(410, "Gone", detail);
    }

    static DeadLetterException conflict(String detail) {
        return new DeadLetterException(409, "Cannot be retried", detail);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
