package dev.tidings.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates every request that has a bearer token, in place of Quarkus' OIDC mechanism. The SecurityIdentity is
 * slim, since a connection keeps it for life. It has no expiry time, since Tidings closes expired sessions with 4401,
 * and Quarkus would close them with 1008.
 */
@Alternative
@Priority(1)
@Singleton
class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String VERDICT = BearerMechanism.class.getName();

    private final TokenVerifier verifier;
    private final UpgradeObservers observers;

    BearerMechanism(TokenVerifier verifier, UpgradeObservers observers) {
        this.verifier = verifier;
        this.observers = observers;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager ignored) {
        String token = token(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            return Uni.createFrom().nullItem();
        }
        Uni<TokenVerdict> verified =
                ServicePath.matches(context) ? verifier.verifyForService(token) : verifier.verify(token);
        return verified.onItem().transformToUni(verdict -> {
            context.put(VERDICT, verdict);
            return verdict instanceof TokenVerdict.Accepted accepted
                    ? Uni.createFrom().item(toSecurityIdentity(accepted, context))
                    : Uni.createFrom().failure(new AuthenticationFailedException());
        });
    }

    private static @Nullable String token(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        return header.substring(SCHEME.length()).trim();
    }

    private static SecurityIdentity toSecurityIdentity(TokenVerdict.Accepted accepted, RoutingContext context) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(accepted.identity().user().value()))
                .addRoles(accepted.roles())
                .addAttribute(Handshake.ATTRIBUTE, new Handshake(accepted.identity(), context))
                .build();
    }

    /** Returns the challenge. A 401 names the rule that the token breaks, and no content of the token. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        TokenVerdict verdict = context.get(VERDICT);
        return Uni.createFrom().item(challenge(verdict, context));
    }

    /** Sends the challenge with a body, for requests that are refused before a resource is found. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return getChallenge(context).map(challenge -> {
            new ChallengeProblem(challenge).send(context.response());
            return true;
        });
    }

    private ChallengeData challenge(@Nullable TokenVerdict verdict, RoutingContext context) {
        if (verdict instanceof TokenVerdict.Unavailable unavailable) {
            observers.refused(context, 503, "issuer-unavailable");
            long seconds = Math.max(1, unavailable.retryAfter().toSeconds());
            return new ChallengeData(503, HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        if (verdict instanceof TokenVerdict.Refused refused) {
            observers.refused(context, 401, refused.objection().reason().label());
            return new ChallengeData(401, CHALLENGE, refused.objection().challenge());
        }
        observers.refused(context, 401, "no-token");
        return new ChallengeData(401, CHALLENGE, "Bearer");
    }
}
