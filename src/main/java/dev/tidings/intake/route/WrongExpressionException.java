package dev.tidings.intake.route;

/** An invalid expression; the message names the place and the expected form. */
final class WrongExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    WrongExpressionException(String message) {
        super(message, null, false, false);
    }

    /** Makes the exception with a line and a column, both counted from 1. */
    static WrongExpressionException at(int line, int column, String message) {
        return new WrongExpressionException(line + ":" + column + ": " + message);
    }
}
