package dev.tidings.intake.route;

/** An expression that is none; the message says where and what was expected. */
final class WrongExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    WrongExpressionException(String message) {
        super(message, null, false, false);
    }

    /** With the place in the text, both from 1 on. */
    static WrongExpressionException at(int line, int column, String message) {
        return new WrongExpressionException(line + ":" + column + ": " + message);
    }
}
