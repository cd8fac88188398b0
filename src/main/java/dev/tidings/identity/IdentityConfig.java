package dev.tidings.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/** How a token becomes an identity; issuers and audiences themselves are Quarkus' standard keys quarkus.oidc.*. */
@ConfigMapping(prefix = "tidings.identity")
public interface IdentityConfig {

    /**
     * Claim that names the user, the key of their records: a text or an integer. Nested claims by a dotted path, in which a
     * name that has dots itself stands in quotes (resource_access."com.example.app".id). A token without it posts to
     * /api/events and /api/admin all the same, if it has the role.
     *
     * <p>Why not quarkus.oidc.token.principal-claim: it names a top-level claim only, and is one per tenant while the
     * user of a record has one name for all.
     */
    @WithDefault("sub")
    String userClaim();

    /**
     * Claim with the groups whose announcements the user gets: a list of texts, one text (which is one group, spaces and
     * commas included), or an object, whose keys are the groups. Slashes before a name mean nothing. Nested claims by a dotted
     * path (realm_access.roles), as in user-claim.
     *
     * <p>Why not quarkus.oidc.roles.role-claim-path: roles authorise, groups address. A deployment that lets operators
     * in by one claim and addresses teams by another needs both.
     */
    @WithDefault("groups")
    String groupsClaim();

    /**
     * Claim that has to hold one of quarkus.oidc.token.audience, as a text or in a list: client_id for the access tokens of
     * Amazon Cognito, which have no aud. A path as in user-claim.
     *
     * <p>Why not quarkus.oidc.token.required-claims: a tenant would still have to be let in without any audience.
     */
    @WithDefault("aud")
    String audienceClaim();

    /**
     * How far the issuer's clock may be ahead of ours: for nbf of access tokens, for iat of those whose age is bounded, and
     * for all dates of logout tokens; at most 5m. The exp of an access token gets none of it.
     */
    @WithDefault("10s")
    Duration clockSkew();

    /**
     * Put before the user of an issuer, by its tenant (partners: "partners/"). Without it, two issuers that use the
     * same user claim value mean the same user.
     */
    Map<String, String> userPrefix();

    /** A token that lives shorter than this is refused as expired: a session of a second helps nobody. */
    @WithDefault("5s")
    Duration minRemaining();

    /**
     * Bytes that a token may have, at the handshake and in tidings.token; a larger one is refused. Headers have to fit into
     * {@code quarkus.http.limits.max-header-size}, and the message into
     * {@code quarkus.websockets-next.server.max-message-size}.
     */
    @WithDefault("20480")
    @Min(1024)
    @Max(60000)
    int maxTokenSize();

    /** Verified tokens that are remembered, by hash, until they expire; 0 verifies each time. */
    @WithDefault("50000")
    @Min(0)
    long tokenCacheSize();

    /** Shortest time between two reads of an issuer's keys, however many tokens with unknown keys arrive. */
    @WithDefault("5s")
    Duration keyRefreshInterval();

    /** Keys are read again when they are this old: as long a withdrawn key is still accepted. */
    @WithDefault("2m")
    Duration keyMaxAge();

    /** How long a token may wait for its key to be read, before 503. */
    @WithDefault("10s")
    Duration keyWait();

    /** Tokens that may wait for one issuer's keys at the same time; more get 503. */
    @WithDefault("2000")
    @Min(1)
    int keyWaiters();
}
