package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Refuses good tokens of logins that have ended; asked at each use, also of tokens that are remembered as good. */
@Singleton
class LiveTokenVerifier implements TokenVerifier {
    private static final Verdict.Refused ENDED = new Verdict.Refused(new Objection(Refusal.LOGGED_OUT));

    private final OidcTokenVerifier verifier;
    private final Revocations revocations;
    private final RefusalLog log;

    LiveTokenVerifier(OidcTokenVerifier verifier, Revocations revocations, RefusalLog log) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.log = log;
    }

    @Override
    public Uni<Verdict> verify(String token) {
        return verifier.verify(token).map(verdict -> told(ofUser(unlessEnded(verdict))));
    }

    @Override
    public Uni<Verdict> verifyForService(String token) {
        return verifier.verify(token).map(verdict -> told(unlessEnded(verdict)));
    }

    private Verdict unlessEnded(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted && revocations.cover(accepted.identity()) ? ENDED : verdict;
    }

    private static Verdict ofUser(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted && accepted.noUser() != null
                ? new Verdict.Refused(accepted.noUser())
                : verdict;
    }

    private Verdict told(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            log.refused(refused.objection());
        }
        return verdict;
    }
}
