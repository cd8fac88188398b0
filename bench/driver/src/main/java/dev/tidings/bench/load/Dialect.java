package dev.tidings.bench.load;

/** How a subject is spoken to. Where the events stand in its frames needs no word: they are found by what they are. */
public interface Dialect {
    /** What the upgrade asks for. */
    String path(Guest guest);

    /** Header lines of the upgrade besides those of every WebSocket, each with its line end. */
    default String headers(Guest guest) {
        return "";
    }

    /** What is said as soon as the upgrade is done; empty for nothing. */
    default String greeting(Guest guest) {
        return "";
    }

    /** Whether the upgrade alone opens a session. */
    default boolean opensAtOnce() {
        return false;
    }

    /** To a text in which there is no event. */
    default Answer answer(String text) {
        return Answer.NOTHING;
    }

    /** Whether a frame may hold several texts, a line each. */
    default boolean manyInAFrame() {
        return false;
    }

    default boolean takesTokens() {
        return false;
    }

    /** What to say, whether the session is open now and with which cursor, or why it never will be. */
    record Answer(String reply, boolean opens, String cursor, String failure) {
        static final Answer NOTHING = new Answer("", false, "", "");
        static final Answer OPEN = new Answer("", true, "", "");

        static Answer say(String reply) {
            return new Answer(reply, false, "", "");
        }

        static Answer open(String cursor) {
            return new Answer("", true, cursor, "");
        }

        static Answer fail(String why) {
            return new Answer("", false, "", why);
        }
    }
}
