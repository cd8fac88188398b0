package dev.tidings.identity;

/** What became of a logout token. */
sealed interface LogoutCheck {

    /**
     * To be obeyed.
     *
     * @param id stands for this very token: issuer and {@code jti}
     */
    record Good(Logout logout, TokenHash id) implements LogoutCheck {}

    record Bad(LogoutFault fault) implements LogoutCheck {}

    /** The issuer's keys cannot be read now. */
    record Unavailable() implements LogoutCheck {}
}
