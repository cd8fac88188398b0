package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import org.jspecify.annotations.Nullable;

/**
 * One OIDC tenant.
 *
 * @param name the tenant's name
 * @param ring its keys
 */
record Issuer(String name, OidcTenantConfig config, KeyRing ring) {

    /** An issuer that was never reached and whose name is not configured could be anyone's. */
    enum Match {
        YES,
        NO,
        PERHAPS
    }

    Match match(String iss) {
        KeySet keys = ring.current();
        String known = keys == null ? config.token().issuer().orElse(null) : keys.issuer();
        if (known == null) {
            return keys == null ? Match.PERHAPS : Match.YES;
        }
        return known.equals(iss) || known.equals("any") ? Match.YES : Match.NO;
    }

    boolean publishes(@Nullable String kid, KeySet verifiedWith) {
        KeySet now = ring.current();
        return now == verifiedWith || (now != null && kid != null && now.has(kid));
    }
}
