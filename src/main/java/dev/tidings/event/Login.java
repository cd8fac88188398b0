package dev.tidings.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The login behind a token, as its issuer names it; a logout ends a login.
 *
 * @param subject the claim {@code sub}, which may differ from the user's id here; a token that names its user by
 *     another claim may lack it
 * @param sid the issuer's own session; not every issuer provides it
 * @param issued when the token was issued; a newer token of the same login moves it
 */
public record Login(
        String issuer, @Nullable String subject, @Nullable String sid, Instant issued) {}
