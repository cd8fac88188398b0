package dev.tidings.event;

/** The id of a user, which is the same in a record's key and in a token's claim. */
public record UserId(String value) {
    public UserId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("user id: empty (expected: at least one character)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
