package dev.tidings.identity;

import dev.tidings.event.Audience;
import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds an identity from a verified token's claims. */
@Singleton
class Claims {
    private static final ClaimPath SUBJECT = ClaimPath.parse("sub");
    private static final ClaimPath SESSION = ClaimPath.parse("sid");
    private static final String SERVICE = "service:";

    /** The claims that name the client of a token. The two before {@code sub} are those of Entra ID and of Okta. */
    private static final List<ClaimPath> CLIENT = Stream.of("azp", "client_id", "appid", "cid", "sub")
            .map(ClaimPath::parse)
            .toList();

    private final ClaimPath user;
    private final ClaimPath groups;
    private final Map<String, String> userPrefix;
    private final RefusalLog log;

    Claims(IdentityConfig config, RefusalLog log) {
        user = ClaimPath.parse(config.userClaim());
        groups = ClaimPath.parse(config.groupsClaim());
        userPrefix = config.userPrefix();
        this.log = log;
    }

    /** Returns the verdict. {@code iss} is the token's issuer, which is verified by now. */
    TokenVerdict verdict(UnverifiedToken verified, IssuerTerms issuer, String iss) {
        JsonObject claims = verified.claims();
        if (!isAccessToken(claims, issuer.config())) {
            return new TokenVerdict.Refused(
                    new Objection(Refusal.TOKEN_TYPE, "the token is not an access token (claim typ)"));
        }
        String name = user.text(claims);
        UserId userId =
                new UserId(name == null ? service(claims, iss) : userPrefix.getOrDefault(issuer.tenant(), "") + name);
        Login login =
                new Login(iss, SUBJECT.text(claims), SESSION.text(claims), Instant.ofEpochSecond(verified.issued()));
        Identity identity = new Identity(userId, groups(claims), login, Instant.ofEpochSecond(verified.expires()));
        return new TokenVerdict.Accepted(
                identity, roles(claims, issuer.config()), name == null ? missingUser(claims) : null);
    }

    private static String service(JsonObject claims, String iss) {
        return SERVICE
                + CLIENT.stream()
                        .map(path -> path.text(claims))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(iss);
    }

    private Objection missingUser(JsonObject claims) {
        String wrong = user.isIn(claims) ? " is neither a text nor an integer" : " is missing";
        return new Objection(Refusal.USER, "the claim " + user.path() + ", which names the user," + wrong);
    }

    private Set<String> groups(JsonObject claims) {
        boolean named = claims.getValue("_claim_names") instanceof JsonObject names && names.containsKey(groups.path());
        if (named || Boolean.TRUE.equals(claims.getValue("hasgroups"))) {
            log.groupsOmitted(groups.path());
        }
        return groups.names(claims).stream()
                .map(Audience::groupName)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether this can be an access token. Keycloak has the kind in this claim, most issuers omit it. */
    private static boolean isAccessToken(JsonObject claims, OidcTenantConfig config) {
        Object type = claims.getValue("typ");
        return type == null || type.equals(config.token().tokenType().orElse("Bearer"));
    }

    /** Returns the roles as Quarkus finds them by quarkus.oidc.roles.*; of an object its keys (Zitadel). */
    private static Set<String> roles(JsonObject claims, OidcTenantConfig config) {
        QuarkusSecurityIdentity.Builder found =
                QuarkusSecurityIdentity.builder().setAnonymous(true);
        try {
            OidcUtils.setSecurityIdentityRoles(found, config, withKeysAsLists(claims, config));
        } catch (RuntimeException e) {
            // A roles claim of a wrong type gives no roles; it is no reason to refuse the user.
            return Set.of();
        }
        return Set.copyOf(found.build().getRoles());
    }

    private static JsonObject withKeysAsLists(JsonObject claims, OidcTenantConfig config) {
        JsonObject changed = claims;
        for (String path : config.roles().roleClaimPath().orElse(List.of())) {
            if (claims.getValue(path) instanceof JsonObject) {
                Set<String> keys = new ClaimPath(path, List.of(path)).names(claims);
                changed = new JsonObject(new HashMap<>(changed.getMap())).put(path, new JsonArray(List.copyOf(keys)));
            }
        }
        return changed;
    }
}
