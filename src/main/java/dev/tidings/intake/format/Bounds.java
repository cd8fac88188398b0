package dev.tidings.intake.format;

/** The limits of one record, and the keys that configure them. */
record Bounds(int maxValueSize, int maxDepth) {
    private static final String SIZE = "tidings.intake.format.max-value-size";
    private static final String DEPTH = "tidings.intake.format.max-depth";

    void requireSize(byte[] value) throws DeadException {
        if (value.length > maxValueSize) {
            throw tooLarge("value: " + value.length + " bytes", maxValueSize, SIZE);
        }
    }

    Room room() {
        return new Room();
    }

    private static DeadException tooLarge(String what, int most, String key) {
        return new DeadException(DeadReason.TOO_LARGE, what + " (expected: at most " + most + ", " + key + ")");
    }

    /** The rest of the limits of one value while it is read. */
    final class Room {
        private int depth;
        private int values = maxValueSize;

        /** Counts one more single value, which may have taken no byte at all. */
        void take() throws DeadException {
            if (--values < 0) {
                throw tooLarge("value: too many single values", maxValueSize, SIZE);
            }
        }

        void enter() throws DeadException {
            if (++depth > maxDepth) {
                throw tooLarge("value: nested too deep", maxDepth, DEPTH);
            }
        }

        void leave() {
            depth--;
        }
    }
}
