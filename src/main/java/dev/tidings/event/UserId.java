package dev.tidings.event;

/** The user that a record's key and a token's claim name alike. */
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
