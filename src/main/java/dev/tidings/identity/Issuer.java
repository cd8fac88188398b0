package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.TenantConfigContext;
import org.jspecify.annotations.Nullable;

/** One OIDC tenant, and its keys. */
record Issuer(String name, TenantConfigContext tenant, IssuerKeyCache keys) {
    /** Returns how well the name fits, or null if the issuer's own name has not been discovered yet. */
    IssuerName.@Nullable Fit fit(String iss, @Nullable String tid) {
        String known = issuer();
        return known == null ? null : new IssuerName(known).fit(iss, tid);
    }

    /** Returns whether an undiscovered issuer probably has this name: most are named by their address. */
    boolean isAt(String iss) {
        return config().authServerUrl()
                .map(Issuer::withoutSlash)
                .filter(withoutSlash(iss)::equals)
                .isPresent();
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    IssuerTerms terms() {
        return new IssuerTerms(name, config());
    }

    /** Returns an equal text that all tokens of this issuer share. */
    String shared(String iss) {
        String known = issuer();
        return known != null && known.equals(iss) ? known : iss;
    }

    /** Returns the issuer's own name: the configured or the discovered one, or null before the first contact. */
    @Nullable
    String issuer() {
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
