package dev.tidings.http;

import jakarta.ws.rs.core.Response;

/** Thrown if a request cannot be handled as it is. The message names what is wrong and what was expected. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final int status;
    private final String title;

    private ProblemException(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    public static ProblemException bad(String detail) {
        return new ProblemException(400, "Bad request", detail);
    }

    /** Creates a 401 without a challenge, so that no browser prompts for a password. */
    public static ProblemException unauthorized(String title, String detail) {
        return new ProblemException(401, title, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not found", detail);
    }

    /** Creates a 409 for a conflict, which the title names. */
    public static ProblemException conflict(String title, String detail) {
        return new ProblemException(409, title, detail);
    }

    public static ProblemException gone(String detail) {
        return new ProblemException(410, "Gone", detail);
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(413, "Too large", detail);
    }

    public static ProblemException unsupported(String detail) {
        return new ProblemException(415, "Unsupported media type", detail);
    }

    /** Creates a 422 for a request that is well formed and does not fit, as the title describes. */
    public static ProblemException unprocessable(String title, String detail) {
        return new ProblemException(422, title, detail);
    }

    /** Creates a 429 for a caller that asks too often. */
    public static ProblemException tooMany(String detail) {
        return new ProblemException(TOO_MANY, "Too many requests", detail);
    }

    /** Creates a 503 for a valid request that can be retried in a moment. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(UNAVAILABLE, "Not available", detail);
    }

    /** Returns the same problem for one event among several. */
    public ProblemException ofEvent(int index) {
        return new ProblemException(status, title, "event " + index + ": " + getMessage());
    }

    public int status() {
        return status;
    }

    public Response answer() {
        String detail = String.valueOf(getMessage());
        return status == UNAVAILABLE || status == TOO_MANY
                ? Problem.later(status, title, detail)
                : Problem.of(status, title, detail);
    }
}
