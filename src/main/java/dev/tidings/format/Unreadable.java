package dev.tidings.format;

/** Makes the sentence for a value that is not in its format; none of its content may stand there. */
final class Unreadable {
    private Unreadable() {}

    static DeadException because(String sentence) {
        return new DeadException(DeadReason.UNREADABLE, sentence);
    }
}
