package dev.tidings.http;

import jakarta.ws.rs.core.Response;

/** A request cannot be obeyed as it is; the message names what is wrong and what was expected. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

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

    /** Without a challenge, so that no browser asks for a password. */
    public static ProblemException unauthorized(String title, String detail) {
        return new ProblemException(401, title, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not found", detail);
    }

    /** Something is in the way, which the title tells. */
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

    /** It is well formed and does not fit, as the title tells. */
    public static ProblemException unprocessable(String title, String detail) {
        return new ProblemException(422, title, detail);
    }

    /** The request is good, and can be tried again in a moment. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(UNAVAILABLE, "Not available", detail);
    }

    /** The same of one event among several. */
    public ProblemException ofEvent(int index) {
        return new ProblemException(status, title, "event " + index + ": " + getMessage());
    }

    public int status() {
        return status;
    }

    public Response answer() {
        String detail = String.valueOf(getMessage());
        return status == UNAVAILABLE ? Problem.unavailable(detail) : Problem.of(status, title, detail);
    }
}
