package dev.tidings.identity;

import java.util.List;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Maps the JWT library's errors to the reasons for which one kind of token is refused.
 *
 * @param byCode reasons by the library's code, of which the first that an error has counts; with reasons for
 *     {@link ErrorCodes#SIGNATURE_INVALID} and {@link ErrorCodes#SIGNATURE_MISSING}
 * @param key the signing key is unknown
 * @param malformed the token cannot be read
 * @param claims any other error
 */
public record JwtErrors<R>(List<Map.Entry<Integer, R>> byCode, R key, R malformed, R claims) {
    /** Returns the reason for an error. */
    public R reason(InvalidJwtException e) {
        if (e instanceof InvalidJwtSignatureException) {
            return reason(ErrorCodes.SIGNATURE_INVALID);
        }
        if (e.getCause() instanceof UnresolvableKeyException) {
            return key;
        }
        if (e.getCause() instanceof InvalidAlgorithmException) {
            return reason(ErrorCodes.SIGNATURE_MISSING);
        }
        for (Map.Entry<Integer, R> each : byCode) {
            if (e.hasErrorCode(each.getKey())) {
                return each.getValue();
            }
        }
        return e.getErrorDetails().isEmpty() ? malformed : claims;
    }

    private R reason(int code) {
        return byCode.stream()
                .filter(each -> each.getKey() == code)
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
