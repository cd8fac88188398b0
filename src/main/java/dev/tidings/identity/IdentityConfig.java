package dev.tidings.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/** The mapping of a token to an identity. Issuers and audiences are Quarkus' standard keys quarkus.oidc.*. */
@ConfigMapping(prefix = "tidings.identity")
public interface IdentityConfig {

    /**
     * Claim that names the user, the key of their records: a text or an integer. Nested claims have a dotted path, in
     * which a name that contains dots is quoted (resource_access."com.example.app".id). A token without this claim may
     * still post to /api/events and /api/admin, if it has the role.
     *
     * <p>Why not quarkus.oidc.token.principal-claim: it names a top-level claim only, and is one per tenant while the
     * user of a record has one name for all.
     */
    @WithDefault("sub")
    String userClaim();

    /**
     * Claim with the groups whose announcements the user gets: a list of texts, one text (one group, spaces and commas
     * included), or an object whose keys are the groups. Leading slashes of a name are ignored. Nested claims have a
     * dotted path (realm_access.roles), as in user-claim.
     *
     * <p>Why not quarkus.oidc.roles.role-claim-path: roles authorise, groups address. A deployment that authorises
     * operators by one claim and addresses teams by another needs both.
     */
    @WithDefault("groups")
    String groupsClaim();

    /**
     * Claim that must contain one of quarkus.oidc.token.audience, as a text or in a list: client_id for the access
     * tokens of Amazon Cognito, which have no aud. A path as in user-claim.
     *
     * <p>Why not quarkus.oidc.token.required-claims: a tenant would still have to be accepted without any audience.
     */
    @WithDefault("aud")
    String audienceClaim();

    /**
     * Time by which the issuer's clock may be ahead of ours: for nbf of access tokens, for iat of those whose age is
     * bounded, and for all dates of logout tokens; at most 5m. It does not apply to the exp of an access token.
     */
    @WithDefault("10s")
    Duration clockSkew();

    /**
     * Prefix of an issuer's users, by its tenant (partners: "partners/"). Without it, two issuers that use the same
     * user claim value mean the same user.
     */
    Map<String, String> userPrefix();

    /** Shortest remaining life of a token. Below it the token is refused as expired: so short a session is useless. */
    @WithDefault("5s")
    Duration minRemaining();

    /**
     * Largest size of a token in bytes, at the handshake and in tidings.token. A larger one is refused. Headers have to
     * fit into {@code quarkus.http.limits.max-header-size}, and the message into {@code
     * quarkus.websockets-next.server.max-message-size}.
     */
    @WithDefault("20480")
    @Min(1024)
    @Max(60000)
    int maxTokenSize();

    /** Number of verified tokens that are cached, by hash, until they expire; 0 verifies each time. */
    @WithDefault("50000")
    @Min(0)
    long tokenCacheSize();

    /** Shortest time between two reads of an issuer's keys, however many tokens with unknown keys arrive. */
    @WithDefault("5s")
    Duration keyRefreshInterval();

    /** Age at which keys are read again. A withdrawn key is still accepted for this time. */
    @WithDefault("2m")
    Duration keyMaxAge();

    /** Time that a token may wait until its key is read, before 503. */
    @WithDefault("10s")
    Duration keyWait();

    /** Tokens that may wait for one issuer's keys at the same time; more get 503. */
    @WithDefault("2000")
    @Min(1)
    int keyWaiters();
}
