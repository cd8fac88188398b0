package dev.tidings.tail;

/** The log is another one than before: a topic was deleted and created again. */
final class LogRecreatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogRecreatedException() {
        super("a topic of the log was recreated", null, false, false);
    }
}
