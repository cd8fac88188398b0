package dev.tidings.publish;

/** A request is not one that can be obeyed; the message names what is wrong and what was expected. */
final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    private InvalidException(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    static InvalidException bad(String detail) {
        return new InvalidException(400, "Bad request", detail);
    }

    static InvalidException tooLarge(String detail) {
        return new InvalidException(413, "Too large", detail);
    }

    static InvalidException unsupported(String detail) {
        return new InvalidException(415, "Unsupported media type", detail);
    }

    static InvalidException underWay(String detail) {
        return new InvalidException(409, "Under way", detail);
    }

    static InvalidException another(String detail) {
        return new InvalidException(422, "Another request", detail);
    }

    /** The same of one event among several. */
    InvalidException ofEvent(int index) {
        return new InvalidException(status, title, "event " + index + ": " + getMessage());
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
