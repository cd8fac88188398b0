package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.TenantConfigContext;
import org.jspecify.annotations.Nullable;

/** One OIDC tenant, and its keys. */
record Issuer(String name, TenantConfigContext tenant, IssuerKeyCache ring) {
    /** How well that name fits; null before the issuer has told its own. */
    IssuerName.@Nullable Fit fit(String iss, @Nullable String tid) {
        String known = issuer();
        return known == null ? null : new IssuerName(known).fit(iss, tid);
    }

    /** Whether an issuer that has not told its name yet most likely has this one: by far the most have their address's. */
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

    /** The same text, as one that all of its tokens share. */
    String shared(String iss) {
        String known = issuer();
        return known != null && known.equals(iss) ? known : iss;
    }

    /** What it calls itself: as configured or, as soon as it was reached once, as discovered. */
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
