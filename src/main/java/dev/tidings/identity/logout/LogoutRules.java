package dev.tidings.identity.logout;

import dev.tidings.identity.ClaimPath;
import dev.tidings.identity.JwtErrors;
import dev.tidings.identity.KeySet;
import dev.tidings.identity.SignedToken;
import dev.tidings.identity.TokenHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.AudValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JtiValidator;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.NumericDateValidator;
import org.jspecify.annotations.Nullable;

/** Judges a logout token by OpenID Connect Back-Channel Logout 1.0 (section 2.6), and names what is wrong. */
public record LogoutRules(List<String> clientIds, Duration maxAge, Duration skew, Clock clock) {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Set<String> TYPES = Set.of("logout+jwt", "application/logout+jwt", "jwt");

    private static final JwtErrors<LogoutFault> ERRORS = new JwtErrors<>(
            List.of(
                    Map.entry(ErrorCodes.SIGNATURE_INVALID, LogoutFault.SIGNATURE),
                    Map.entry(ErrorCodes.SIGNATURE_MISSING, LogoutFault.ALGORITHM),
                    Map.entry(ErrorCodes.AUDIENCE_INVALID, LogoutFault.AUDIENCE),
                    Map.entry(ErrorCodes.AUDIENCE_MISSING, LogoutFault.AUDIENCE),
                    Map.entry(ErrorCodes.EXPIRED, LogoutFault.EXPIRED),
                    Map.entry(ErrorCodes.ISSUED_AT_MISSING, LogoutFault.ISSUED_AT),
                    Map.entry(ErrorCodes.ISSUED_AT_INVALID_PAST, LogoutFault.ISSUED_AT),
                    Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, LogoutFault.ISSUED_AT),
                    Map.entry(ErrorCodes.JSON_INVALID, LogoutFault.MALFORMED),
                    Map.entry(ErrorCodes.JWT_ID_MISSING, LogoutFault.ID),
                    Map.entry(ErrorCodes.MISCELLANEOUS, LogoutFault.MALFORMED)),
            LogoutFault.KEY,
            LogoutFault.MALFORMED,
            LogoutFault.CLAIMS);

    public LogoutRules {
        clientIds = List.copyOf(clientIds);
    }

    /** Checks a token by the keys of the issuer that it names. */
    public LogoutCheck check(String compact, KeySet keys) {
        try {
            return judge(consumer(keys).process(compact));
        } catch (InvalidJwtException e) {
            // Its message and cause hold the token: neither leaves this method.
            return new LogoutCheck.Bad(ERRORS.reason(e));
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new LogoutCheck.Bad(LogoutFault.WHO);
        }
    }

    private JwtConsumer consumer(KeySet keys) {
        NumericDateValidator dates = new NumericDateValidator();
        dates.setRequireIat(true);
        dates.setIatAllowedSecondsInTheFuture((int) skew.toSeconds());
        dates.setIatAllowedSecondsInThePast((int) maxAge.toSeconds());
        dates.setAllowedClockSkewSeconds((int) skew.toSeconds());
        dates.setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
        return SignedToken.verifier(SignedToken.ASYMMETRIC, keys::keyOf)
                .registerValidator(dates)
                .registerValidator(new AudValidator(Set.copyOf(clientIds), true))
                .registerValidator(new JtiValidator(true))
                .build();
    }

    private static LogoutCheck judge(JwtContext token) throws MalformedClaimException {
        JwtClaims claims = token.getJwtClaims();
        LogoutFault fault = fault(token.getJoseObjects().get(0).getHeader("typ"), claims);
        if (fault != null) {
            return new LogoutCheck.Bad(fault);
        }
        Logout logout = logout(claims);
        return logout == null
                ? new LogoutCheck.Bad(LogoutFault.WHO)
                : new LogoutCheck.Good(logout, TokenHash.of(claims.getIssuer() + '\n' + claims.getJwtId()));
    }

    /**
     * Returns the fault of the token's type, or null. The specification only recommends logout+jwt (Keycloak before 25
     * and authentik use JWT). The event, which no other token has, and the missing nonce distinguish it from an ID
     * token.
     */
    private static @Nullable LogoutFault fault(@Nullable Object type, JwtClaims claims) {
        if (type != null && !TYPES.contains(type.toString().toLowerCase(Locale.ROOT))) {
            return LogoutFault.TYPE;
        }
        if (claims.hasClaim("nonce")) {
            return LogoutFault.NONCE;
        }
        boolean says =
                claims.getClaimValue("events") instanceof Map<?, ?> events && events.get(EVENT) instanceof Map<?, ?>;
        return says ? null : LogoutFault.EVENTS;
    }

    /**
     * Returns the logout. With a {@code sid} this login ends, and those of its subject without one; without a {@code
     * sid} all of the subject's logins until then.
     */
    private static @Nullable Logout logout(JwtClaims claims) throws MalformedClaimException {
        Instant at = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
        String issuer = claims.getIssuer();
        String subject = text(claims, "sub");
        String sid = text(claims, "sid");
        if (sid != null) {
            return new Logout.OfLogin(issuer, sid, subject, at);
        }
        return subject == null ? null : new Logout.OfSubject(issuer, subject, at);
    }

    /** Returns a claim as text. An integer is accepted, as in access tokens. */
    private static @Nullable String text(JwtClaims claims, String name) {
        Object value = claims.getClaimValue(name);
        String text = ClaimPath.text(value);
        if (value != null && text == null) {
            throw new IllegalArgumentException(name + ": neither text nor integer");
        }
        return text;
    }
}
