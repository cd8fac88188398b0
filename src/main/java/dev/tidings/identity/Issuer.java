package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.TenantConfigContext;
import org.jspecify.annotations.Nullable;

/** One OIDC tenant, and its keys. */
record Issuer(String name, TenantConfigContext tenant, KeyRing ring) {
    private static final String ANY = "any";

    /** Whether a token is this issuer's; one that was never reached and whose name is not configured could be anyone. */
    enum Match {
        YES,
        NO,
        PERHAPS
    }

    Match match(String iss) {
        String known = issuer();
        if (known == null) {
            return Match.PERHAPS;
        }
        return known.equals(iss) || known.equals(ANY) ? Match.YES : Match.NO;
    }

    /** The same text, as one that all of its tokens share. */
    String shared(String iss) {
        String known = issuer();
        return known != null && known.equals(iss) ? known : iss;
    }

    /** What it calls itself: as configured or, as soon as it was reached once, as discovered. */
    private @Nullable String issuer() {
        String configured = config().token().issuer().orElse(null);
        if (configured != null || !tenant.ready()) {
            return configured;
        }
        return tenant.getOidcMetadata().getIssuer();
    }

    OidcTenantConfig config() {
        return tenant.oidcConfig();
    }
}
