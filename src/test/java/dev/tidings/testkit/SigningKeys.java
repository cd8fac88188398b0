package dev.tidings.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer's keys: the published ones, one of which signs. */
public final class SigningKeys {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<PublicJsonWebKey> published = new CopyOnWriteArrayList<>();
    private volatile PublicJsonWebKey current;

    SigningKeys() {
        current = rsa();
        published.add(current);
    }

    public PublicJsonWebKey current() {
        return current;
    }

    /** From now on a new key signs; the old ones stay published. */
    public PublicJsonWebKey rotate() {
        return publish(rsa());
    }

    /** The same, with an ES256 key. */
    public PublicJsonWebKey rotateToEs256() {
        return publish(es256());
    }

    /** Signs with it from now on. */
    public void use(PublicJsonWebKey key) {
        current = key;
    }

    public void withdraw(PublicJsonWebKey key) {
        published.remove(key);
    }

    /** A key that nobody publishes. */
    public static PublicJsonWebKey rsa() {
        try {
            return named(RsaJwkGenerator.generateJwk(2048), "RS256");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey es256() {
        try {
            return named(EcJwkGenerator.generateJwk(EllipticCurves.P256), "ES256");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private PublicJsonWebKey publish(PublicJsonWebKey key) {
        published.add(key);
        current = key;
        return key;
    }

    private static PublicJsonWebKey named(PublicJsonWebKey key, String algorithm) {
        key.setKeyId("key-" + NUMBER.incrementAndGet());
        key.setAlgorithm(algorithm);
        key.setUse("sig");
        return key;
    }

    String jwks() {
        return new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY);
    }
}
