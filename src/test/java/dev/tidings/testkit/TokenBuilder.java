package dev.tidings.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Mints any token, good ones and bad ones. */
public final class TokenBuilder {
    private final JwtClaims claims = new JwtClaims();
    private PublicJsonWebKey key;
    private @Nullable String kid;
    private @Nullable String type = "JWT";

    TokenBuilder(String issuer, String user, PublicJsonWebKey key) {
        this.key = key;
        this.kid = key.getKeyId();
        claims.setIssuer(issuer);
        claims.setSubject(user);
        claims.setAudience(Issuer.AUDIENCE);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setStringClaim("typ", "Bearer");
        claims.setStringClaim("sid", "session-of-" + user);
        issued(Duration.ZERO);
        expires(Duration.ofMinutes(5));
    }

    public TokenBuilder key(PublicJsonWebKey other) {
        this.key = other;
        this.kid = other.getKeyId();
        return this;
    }

    public TokenBuilder kid(@Nullable String other) {
        this.kid = other;
        return this;
    }

    /** The header typ; null for none. */
    public TokenBuilder headerType(@Nullable String other) {
        this.type = other;
        return this;
    }

    public TokenBuilder issuer(String iss) {
        claims.setIssuer(iss);
        return this;
    }

    public TokenBuilder audience(String... aud) {
        claims.setAudience(List.of(aud));
        return this;
    }

    public TokenBuilder groups(String... groups) {
        return claim("groups", List.of(groups));
    }

    /** From now; negative is the past. */
    public TokenBuilder expires(Duration in) {
        return claim("exp", seconds(in));
    }

    public TokenBuilder notBefore(Duration in) {
        return claim("nbf", seconds(in));
    }

    public TokenBuilder issued(Duration in) {
        return claim("iat", seconds(in));
    }

    public TokenBuilder claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    public TokenBuilder without(String name) {
        claims.unsetClaim(name);
        return this;
    }

    public String sign() {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(key.getAlgorithm());
        jws.setKey(key.getPrivateKey());
        return compact(jws);
    }

    /** No signature at all. */
    public String algNone() {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setAlgorithmHeaderValue("none");
        return compact(jws);
    }

    /** The public key, taken for a shared secret. */
    public String hs256() {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        return compact(jws);
    }

    /** A good signature, of other claims than these. */
    public String tampered(String user) {
        String[] parts = sign().split("\\.", -1);
        claims.setSubject(user);
        byte[] body = claims.toJson().getBytes(StandardCharsets.UTF_8);
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(body) + "." + parts[2];
    }

    private String compact(JsonWebSignature jws) {
        try {
            jws.setPayload(claims.toJson());
            if (type != null) {
                jws.setHeader("typ", type);
            }
            if (kid != null) {
                jws.setKeyIdHeaderValue(kid);
            }
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long seconds(Duration fromNow) {
        return System.currentTimeMillis() / 1000 + fromNow.toSeconds();
    }
}
