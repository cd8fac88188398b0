package dev.tidings.identity;

import static org.jose4j.jwa.AlgorithmConstraints.ConstraintType.PERMIT;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512;
import static org.jose4j.jws.AlgorithmIdentifiers.EDDSA;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA512;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA512;

import java.security.Key;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** The rules for tokens of any kind: a signature by a key of the issuer, and an algorithm without shared secrets. */
public final class SignedToken {
    public static final AlgorithmConstraints ASYMMETRIC = only(
            RSA_USING_SHA256,
            RSA_USING_SHA384,
            RSA_USING_SHA512,
            RSA_PSS_USING_SHA256,
            RSA_PSS_USING_SHA384,
            RSA_PSS_USING_SHA512,
            ECDSA_USING_P256_CURVE_AND_SHA256,
            ECDSA_USING_P384_CURVE_AND_SHA384,
            ECDSA_USING_P521_CURVE_AND_SHA512,
            EDDSA);

    private SignedToken() {}

    /** Finds the key of a signature, or returns null. */
    public interface Keys {
        @Nullable
        Key of(JsonWebSignature signed) throws JoseException;
    }

    static AlgorithmConstraints only(String... algorithms) {
        return new AlgorithmConstraints(PERMIT, algorithms);
    }

    /** Returns a verifier without the library's own claim checks, which refuse a {@code sub} that is a number. */
    public static JwtConsumerBuilder verifier(AlgorithmConstraints algorithms, Keys keys) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver((signed, nesting) -> keyOf(signed, keys))
                .setJwsAlgorithmConstraints(algorithms)
                .setSkipAllDefaultValidators();
    }

    private static Key keyOf(JsonWebSignature signed, Keys keys) throws UnresolvableKeyException {
        Key key = null;
        try {
            key = keys.of(signed);
        } catch (JoseException e) {
            // Its message may contain the token's content.
        }
        if (key == null) {
            throw new UnresolvableKeyException("none");
        }
        return key;
    }
}
