package dev.tidings.identity;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Makes an identity of a verified token's claims. */
@Singleton
class Claims {
    private static final ClaimPath SUBJECT = new ClaimPath("sub");
    private static final ClaimPath SESSION = new ClaimPath("sid");
    private static final ClaimPath ISSUER = new ClaimPath("iss");

    private final ClaimPath user;
    private final ClaimPath groups;
    private final Map<String, String> userPrefix;

    Claims(IdentityConfig config) {
        user = new ClaimPath(config.userClaim());
        groups = new ClaimPath(config.groupsClaim());
        userPrefix = config.userPrefix();
    }

    Verdict verdict(UnverifiedToken verified, Issuer issuer) {
        JsonObject claims = verified.claims();
        if (!isAccessToken(claims, issuer.config())) {
            return new Verdict.Refused(Refusal.TOKEN_TYPE);
        }
        String name = user.string(claims);
        String iss = ISSUER.string(claims);
        String subject = SUBJECT.string(claims);
        if (name == null || iss == null || subject == null) {
            return new Verdict.Refused(Refusal.USER);
        }
        UserId userId = new UserId(userPrefix.getOrDefault(issuer.name(), "") + name);
        Instant expires = Instant.ofEpochSecond(verified.expires());
        Login login = new Login(
                issuer.shared(iss), subject, SESSION.string(claims), Instant.ofEpochSecond(verified.issued()));
        Identity identity = new Identity(userId, groups.strings(claims), login, expires);
        return new Verdict.Accepted(identity, roles(claims, issuer.config()));
    }

    /** Keycloak tells access, refresh and ID tokens apart by this claim; most issuers leave it out. */
    private static boolean isAccessToken(JsonObject claims, OidcTenantConfig config) {
        Object type = claims.getValue("typ");
        return type == null || type.equals(config.token().tokenType().orElse("Bearer"));
    }

    /** As Quarkus finds them, quarkus.oidc.roles.* included. */
    private static Set<String> roles(JsonObject claims, OidcTenantConfig config) {
        QuarkusSecurityIdentity.Builder found =
                QuarkusSecurityIdentity.builder().setAnonymous(true);
        try {
            OidcUtils.setSecurityIdentityRoles(found, config, claims);
        } catch (RuntimeException e) {
            // A roles claim of a wrong type gives no roles; it is no reason to refuse the user.
            return Set.of();
        }
        return Set.copyOf(found.build().getRoles());
    }
}
