package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Refuses good tokens of logins that have ended; asked at each use, also of tokens that are remembered as good. */
@Singleton
class LiveTokenVerifier implements TokenVerifier {
    private final OidcTokenVerifier verifier;
    private final Revocations revocations;

    LiveTokenVerifier(OidcTokenVerifier verifier, Revocations revocations) {
        this.verifier = verifier;
        this.revocations = revocations;
    }

    @Override
    public Uni<Verdict> verify(String token) {
        return verifier.verify(token).map(this::unlessEnded);
    }

    private Verdict unlessEnded(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted && revocations.cover(accepted.identity())
                ? new Verdict.Refused(Refusal.LOGGED_OUT)
                : verdict;
    }
}
