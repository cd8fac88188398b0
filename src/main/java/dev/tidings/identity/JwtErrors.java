package dev.tidings.identity;

import java.util.List;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;

/** Maps the JWT library's errors to refusals. */
final class JwtErrors {
    private static final List<Map.Entry<Integer, Refusal>> BY_CODE = List.of(
            Map.entry(ErrorCodes.EXPIRED, Refusal.EXPIRED),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, Refusal.EXPIRED),
            Map.entry(ErrorCodes.NOT_YET_VALID, Refusal.NOT_YET_VALID),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, Refusal.NOT_YET_VALID),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_PAST, Refusal.EXPIRED),
            Map.entry(ErrorCodes.SIGNATURE_INVALID, Refusal.SIGNATURE),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, Refusal.ALGORITHM));

    private JwtErrors() {}

    static Refusal refusal(InvalidJwtException e) {
        if (e instanceof InvalidJwtSignatureException) {
            return Refusal.SIGNATURE;
        }
        for (Map.Entry<Integer, Refusal> known : BY_CODE) {
            if (e.hasErrorCode(known.getKey())) {
                return known.getValue();
            }
        }
        if (e.getCause() instanceof UnresolvableKeyException) {
            return Refusal.KEY;
        }
        if (e.getCause() instanceof InvalidAlgorithmException) {
            return Refusal.ALGORITHM;
        }
        return e.getErrorDetails().isEmpty() ? Refusal.MALFORMED : Refusal.CLAIMS;
    }
}
