package dev.tidings.identity;

/** The result of the check of a logout token. */
sealed interface LogoutCheck {

    /**
     * The logout token is valid.
     *
     * @param id identifies this token: issuer and {@code jti}
     */
    record Good(Logout logout, TokenHash id) implements LogoutCheck {}

    record Bad(LogoutFault fault) implements LogoutCheck {}

    /** The issuer's keys cannot be read now. */
    record Unavailable() implements LogoutCheck {}
}
