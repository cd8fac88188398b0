package dev.tidings.identity;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed but unverified token, used to find its issuer and key, and to refuse it early. */
public record UnverifiedToken(String compact, JsonObject header, JsonObject claims) {
    /** Explicit typing (RFC 8725): a logout token or a security event is not an access token. */
    private static final Set<String> HEADER_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final int ENCRYPTED_PARTS = 5;
    private static final List<String> DATES = List.of("exp", "nbf", "iat");
    private static final long END_OF_TIME = 253_402_300_799L;

    public static @Nullable UnverifiedToken parse(String compact) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || compact.indexOf('.', second + 1) >= 0) {
            return null;
        }
        try {
            return new UnverifiedToken(
                    compact, decode(compact.substring(0, first)), decode(compact.substring(first + 1, second)));
        } catch (IllegalArgumentException | DecodeException e) {
            return null;
        }
    }

    /** Returns the objection to a text that is no token. It names the likely kind of the text for its sender. */
    static Objection describeMalformed(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length == ENCRYPTED_PARTS && isEncrypted(parts[0])) {
            return new Objection(
                    Refusal.MALFORMED,
                    "the token is encrypted (JWE); Tidings requires a signed JWT without encryption");
        }
        return parts.length == 1
                ? new Objection(Refusal.MALFORMED, "the token is opaque; Tidings requires a signed JWT")
                : new Objection(Refusal.MALFORMED);
    }

    private static boolean isEncrypted(String part) {
        try {
            return decode(part).containsKey("enc");
        } catch (IllegalArgumentException | DecodeException e) {
            return false;
        }
    }

    private static JsonObject decode(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    @Nullable
    String kid() {
        return text(header, "kid");
    }

    @Nullable
    String issuer() {
        return text(claims, "iss");
    }

    /** Returns the tenant of an issuer that has several, or null. */
    @Nullable
    String tenant() {
        return text(claims, "tid");
    }

    /** Returns the expiry in seconds since the epoch, at most the last representable date; 0 without the claim. */
    long expires() {
        return date("exp");
    }

    /** Returns the time of issue in seconds since the epoch, 0 without the claim. */
    long issued() {
        return date("iat");
    }

    private long date(String name) {
        return claims.getValue(name) instanceof Number date
                ? (long) Math.max(0, Math.min(date.doubleValue(), END_OF_TIME))
                : 0;
    }

    /** Returns an objection to the token's own claims, or null. This needs no key and no issuer. */
    @Nullable
    Objection check(long now, long earliestExpiry) {
        if (!(header.getValue("alg") instanceof String alg) || alg.equalsIgnoreCase("none")) {
            return new Objection(Refusal.ALGORITHM, "the token is not signed; expected a signed JWT");
        }
        if (alg.startsWith("HS")) {
            return new Objection(
                    Refusal.ALGORITHM,
                    "the token is signed with a shared secret (such as HS256); expected an asymmetric algorithm, such as"
                            + " RS256");
        }
        if (!mayBeAccessToken()) {
            return new Objection(
                    Refusal.TOKEN_TYPE, "the token is not an access token (header typ); expected JWT, at+jwt or none");
        }
        Objection undated = checkDates();
        return undated != null ? undated : checkExpiry(now, earliestExpiry);
    }

    /** Returns an objection unless all dates are seconds since 1970 (a fraction is allowed), with {@code exp}. */
    private @Nullable Objection checkDates() {
        for (String name : DATES) {
            Object date = claims.getValue(name);
            if (date != null && (!(date instanceof Number number) || Math.abs(number.doubleValue()) > Long.MAX_VALUE)) {
                return new Objection(
                        Refusal.CLAIMS,
                        "the claim " + name + " is not a date; expected a number of seconds since 1970");
            }
        }
        return claims.getValue("exp") == null
                ? new Objection(
                        Refusal.EXPIRED, "the claim exp is missing; expected a date until which the token is valid")
                : null;
    }

    private @Nullable Objection checkExpiry(long now, long earliestExpiry) {
        if (expires() >= earliestExpiry) {
            return null;
        }
        return new Objection(
                Refusal.EXPIRED,
                expires() > now ? "the token expires too soon (claim exp)" : "the token has expired (claim exp)");
    }

    private boolean mayBeAccessToken() {
        Object type = header.getValue("typ");
        return type == null || (type instanceof String text && HEADER_TYPES.contains(text.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.getValue(name) instanceof String value ? value : null;
    }

    /** Returns a text without the token, which the default one contains. */
    @Override
    public String toString() {
        return "UnverifiedToken[kid=" + kid() + "]";
    }
}
