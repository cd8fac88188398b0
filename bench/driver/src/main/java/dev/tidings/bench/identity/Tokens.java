package dev.tidings.bench.identity;

import dev.tidings.bench.load.Event;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** The tokens of all users, minted before they are wanted: signing costs more than what is measured. */
public final class Tokens {
    private static final float MINUTES = 240;

    private final Issuer issuer;
    private final Map<String, List<String>> minted = new ConcurrentHashMap<>();

    public Tokens(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Of the users from {@code first} on; another {@code edition} is other tokens of the same users. */
    public List<String> of(Algorithm algorithm, String edition, int first, int users) {
        return minted.computeIfAbsent(algorithm + edition + first + "+" + users, name -> IntStream.range(0, users)
                .parallel()
                .mapToObj(i -> mint(algorithm, Event.key(first + i)))
                .toList());
    }

    private String mint(Algorithm algorithm, String user) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer.url());
        claims.setSubject(user);
        claims.setAudience("tidings");
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setStringClaim("typ", "Bearer");
        claims.setStringClaim("sid", "session-of-" + user);
        claims.setStringListClaim("groups", List.of("staff"));
        // Centrifugo's: what a session is subscribed to besides its own.
        claims.setStringListClaim("channels", List.of("everyone"));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(MINUTES);
        return signed(claims, issuer.key(algorithm));
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(key.getAlgorithm());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setHeader("typ", "JWT");
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
