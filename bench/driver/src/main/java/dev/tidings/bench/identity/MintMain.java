package dev.tidings.bench.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bench.load.Event;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Mints tokens as a program, since it takes the second compiler, which the driver does without: issuer, first user,
 * users; the key comes by its standard input, a token a line goes out.
 */
final class MintMain {
    private static final float MINUTES = 240;

    private MintMain() {}

    public static void main(String[] arguments) throws IOException, JoseException {
        String issuer = arguments[0];
        int first = Integer.parseInt(arguments[1]);
        int users = Integer.parseInt(arguments[2]);
        PublicJsonWebKey key =
                PublicJsonWebKey.Factory.newPublicJwk(JsonUtil.parseJson(new String(System.in.readAllBytes(), UTF_8)));
        List<String> tokens = IntStream.range(first, first + users)
                .parallel()
                .mapToObj(user -> mint(issuer, Event.key(user), key))
                .toList();
        System.out.println(String.join("\n", tokens));
    }

    private static String mint(String issuer, String user, PublicJsonWebKey key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
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
        return signed(claims, key);
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
