package dev.tidings.identity.logout;

import dev.tidings.identity.TokenHash;

/** The result of the check of a logout token. */
public sealed interface LogoutCheck {

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
