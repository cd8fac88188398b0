package dev.tidings.identity;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A token read but not believed: good for finding its issuer and key, and for refusing it early. */
record UnverifiedToken(String compact, JsonObject header, JsonObject claims) {
    /** Explicit typing (RFC 8725): a logout token or a security event is not an access token. */
    private static final Set<String> HEADER_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final long END_OF_TIME = 253_402_300_799L;

    static @Nullable UnverifiedToken parse(String compact) {
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

    /** In seconds; a token without it never lives, and none lives longer than a date can tell. */
    long expires() {
        return claims.getValue("exp") instanceof Number exp ? Math.min(exp.longValue(), END_OF_TIME) : 0;
    }

    /** In seconds; a token without it is as old as can be. */
    long issued() {
        return claims.getValue("iat") instanceof Number iat ? Math.max(0, Math.min(iat.longValue(), END_OF_TIME)) : 0;
    }

    /** Refused for what it says of itself, whoever signed it: this needs no key and no issuer. */
    @Nullable
    Refusal refusal(long earliestExpiry) {
        if (!(header.getValue("alg") instanceof String alg) || alg.equalsIgnoreCase("none") || alg.startsWith("HS")) {
            return Refusal.ALGORITHM;
        }
        if (!mayBeAccessToken()) {
            return Refusal.TOKEN_TYPE;
        }
        return expires() < earliestExpiry ? Refusal.EXPIRED : null;
    }

    private boolean mayBeAccessToken() {
        Object type = header.getValue("typ");
        return type == null || (type instanceof String text && HEADER_TYPES.contains(text.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.getValue(name) instanceof String value ? value : null;
    }

    /** The default one holds the whole token. */
    @Override
    public String toString() {
        return "UnverifiedToken[kid=" + kid() + "]";
    }
}
