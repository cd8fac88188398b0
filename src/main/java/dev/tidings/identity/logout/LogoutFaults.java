package dev.tidings.identity.logout;

import java.util.List;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;

/** Maps the JWT library's errors about a logout token to our reasons. */
final class LogoutFaults {
    private static final List<Map.Entry<Integer, LogoutFault>> BY_CODE = List.of(
            Map.entry(ErrorCodes.SIGNATURE_INVALID, LogoutFault.SIGNATURE),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, LogoutFault.ALGORITHM),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, LogoutFault.AUDIENCE),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, LogoutFault.AUDIENCE),
            Map.entry(ErrorCodes.EXPIRED, LogoutFault.EXPIRED),
            Map.entry(ErrorCodes.ISSUED_AT_MISSING, LogoutFault.ISSUED_AT),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_PAST, LogoutFault.ISSUED_AT),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, LogoutFault.ISSUED_AT),
            Map.entry(ErrorCodes.JSON_INVALID, LogoutFault.MALFORMED),
            Map.entry(ErrorCodes.JWT_ID_MISSING, LogoutFault.ID));

    private LogoutFaults() {}

    static LogoutFault of(InvalidJwtException e) {
        if (e instanceof InvalidJwtSignatureException) {
            return LogoutFault.SIGNATURE;
        }
        for (Map.Entry<Integer, LogoutFault> known : BY_CODE) {
            if (e.hasErrorCode(known.getKey())) {
                return known.getValue();
            }
        }
        if (e.getCause() instanceof UnresolvableKeyException) {
            return LogoutFault.KEY;
        }
        if (e.getCause() instanceof InvalidAlgorithmException) {
            return LogoutFault.ALGORITHM;
        }
        boolean unread = e.getErrorDetails().isEmpty() || e.hasErrorCode(ErrorCodes.MISCELLANEOUS);
        return unread ? LogoutFault.MALFORMED : LogoutFault.CLAIMS;
    }
}
