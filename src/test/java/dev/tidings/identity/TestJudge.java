package dev.tidings.identity;

import static java.util.Objects.requireNonNull;

import dev.tidings.identity.logout.LogoutCheck;
import dev.tidings.identity.logout.LogoutConfig;
import dev.tidings.identity.logout.LogoutFault;
import dev.tidings.identity.logout.LogoutRules;
import dev.tidings.testkit.Issuer;
import io.quarkus.oidc.OidcTenantConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/** Judges tokens as Tidings does with these variables set, by the keys of an issuer that calls itself so. */
final class TestJudge {
    private final IssuerName name;
    private final IssuerTerms terms;
    private final KeySet keySet;
    private final AccessRules access;
    private final LogoutRules logout;
    private final List<String> log = new ArrayList<>();

    TestJudge(Map<String, String> environment, String name, Issuer keys) {
        this.name = new IssuerName(name);
        TestConfig config = new TestConfig(environment);
        IdentityConfig identity = config.of(IdentityConfig.class, "TIDINGS_IDENTITY_");
        LogoutConfig logouts = config.of(LogoutConfig.class, "TIDINGS_IDENTITY_LOGOUT_");
        OidcTenantConfig tenant =
                OidcTenantConfig.of(config.of(io.quarkus.oidc.runtime.OidcTenantConfig.class, "QUARKUS_OIDC_"));
        String jwks = new JsonWebKeySet(keys.keys().current()).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        this.terms = new IssuerTerms("Default", tenant);
        this.keySet = OidcKeySet.of(tenant, identity.clockSkew(), jwks);
        this.access = new AccessRules(new Claims(identity, new RefusalLog(new ManualTimer(), log::add)), identity);
        this.logout = new LogoutRules(
                logouts.clientIds().orElse(List.of()), logouts.maxAge(), identity.clockSkew(), Clock.systemUTC());
    }

    /** What it has logged. */
    List<String> log() {
        return log;
    }

    TokenVerdict verdict(String compact) {
        UnverifiedToken token = UnverifiedToken.parse(compact);
        if (token == null) {
            return new TokenVerdict.Refused(UnverifiedToken.malformed(compact));
        }
        long now = System.currentTimeMillis() / 1000;
        Objection early = token.objection(now, now + 5);
        if (early != null) {
            return new TokenVerdict.Refused(early);
        }
        String iss = requireNonNull(token.issuer());
        return name.fit(iss, token.tenant()) == IssuerName.Fit.NONE
                ? new TokenVerdict.Refused(new Objection(Refusal.ISSUER))
                : access.judge(token, keySet, terms, iss);
    }

    LogoutCheck logout(String compact) {
        UnverifiedToken token = requireNonNull(UnverifiedToken.parse(compact));
        return name.fit(requireNonNull(token.issuer()), token.tenant()) == IssuerName.Fit.NONE
                ? new LogoutCheck.Bad(LogoutFault.ISSUER)
                : logout.check(compact, keySet);
    }
}
