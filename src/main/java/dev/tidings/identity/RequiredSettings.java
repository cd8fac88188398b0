package dev.tidings.identity;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the packaged application does not start without: an issuer, and for each one the audience, since without it
 * every token that the issuer gives to anybody would be taken.
 */
@Singleton
class RequiredSettings {
    private final OidcConfig config;

    RequiredSettings(OidcConfig config) {
        this.config = config;
    }

    /** Fired before Quarkus connects to any issuer. */
    void check(@Observes Oidc oidc) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        List<String> missing = missing(config.namedTenants());
        if (!missing.isEmpty()) {
            throw new ConfigurationException("Tidings does not start: " + String.join("; ", missing));
        }
    }

    static List<String> missing(Map<String, OidcTenantConfig> tenants) {
        List<String> missing = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, OidcTenantConfig> each : new TreeMap<>(tenants).entrySet()) {
            OidcTenantConfig tenant = each.getValue();
            if (!tenant.tenantEnabled() || tenant.authServerUrl().isEmpty()) {
                continue;
            }
            any = true;
            if (tenant.token().audience().orElse(List.of()).isEmpty()) {
                missing.add(variable(each.getKey(), "TOKEN_AUDIENCE")
                        + " is missing (expected: the audience that this issuer puts into tokens for Tidings)");
            }
        }
        if (!any) {
            missing.add(0, "QUARKUS_OIDC_AUTH_SERVER_URL is missing (expected: the address of the OIDC issuer)");
        }
        return missing;
    }

    private static String variable(String tenant, String key) {
        if (tenant.equals(OidcConfig.DEFAULT_TENANT_KEY)) {
            return "QUARKUS_OIDC_" + key;
        }
        String name = tenant.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return "QUARKUS_OIDC_" + name + "_" + key;
    }
}
