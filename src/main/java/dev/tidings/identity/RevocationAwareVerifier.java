package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Refuses valid tokens of logins that have ended. It checks at each use, also for cached tokens. */
@Singleton
class RevocationAwareVerifier implements TokenVerifier {
    private static final TokenVerdict.Refused ENDED = new TokenVerdict.Refused(new Objection(Refusal.LOGGED_OUT));

    private final OidcTokenVerifier verifier;
    private final Revocations revocations;
    private final RefusalLog log;

    RevocationAwareVerifier(OidcTokenVerifier verifier, Revocations revocations, RefusalLog log) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.log = log;
    }

    @Override
    public Uni<TokenVerdict> verify(String token) {
        return verifier.verify(token).map(verdict -> logRefusal(requireUser(refuseEnded(verdict))));
    }

    @Override
    public Uni<TokenVerdict> verifyForService(String token) {
        return verifier.verify(token).map(verdict -> logRefusal(refuseEnded(verdict)));
    }

    private TokenVerdict refuseEnded(TokenVerdict verdict) {
        return verdict instanceof TokenVerdict.Accepted accepted && revocations.cover(accepted.identity())
                ? ENDED
                : verdict;
    }

    private static TokenVerdict requireUser(TokenVerdict verdict) {
        return verdict instanceof TokenVerdict.Accepted accepted && accepted.noUser() != null
                ? new TokenVerdict.Refused(accepted.noUser())
                : verdict;
    }

    private TokenVerdict logRefusal(TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.Refused refused) {
            log.refused(refused.objection());
        }
        return verdict;
    }
}
