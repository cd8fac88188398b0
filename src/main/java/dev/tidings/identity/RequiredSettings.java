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
import java.util.regex.Pattern;

/**
 * Checks the settings without which the packaged application does not start: an issuer, and an audience for each
 * issuer, since without it every token of that issuer would be accepted. Also refuses settings that promise a check
 * which Tidings does not perform.
 */
@Singleton
class RequiredSettings {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/\\s]+\\S*");

    private final OidcConfig config;
    private final IdentityConfig identity;

    RequiredSettings(OidcConfig config, IdentityConfig identity) {
        this.config = config;
        this.identity = identity;
    }

    /** Checks the settings. The event is fired before Quarkus connects to any issuer. */
    void check(@Observes Oidc oidc) {
        List<String> wrong = violations(config.namedTenants(), LaunchMode.current() == LaunchMode.NORMAL);
        wrong.addAll(violations(identity));
        if (!wrong.isEmpty()) {
            throw new ConfigurationException("Tidings does not start: " + String.join("; ", wrong));
        }
    }

    static List<String> violations(IdentityConfig identity) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> paths = new TreeMap<>(Map.of(
                "tidings.identity.user-claim", identity.userClaim(),
                "tidings.identity.groups-claim", identity.groupsClaim(),
                "tidings.identity.audience-claim", identity.audienceClaim()));
        paths.forEach((key, path) -> {
            try {
                ClaimPath.parse(path);
            } catch (IllegalArgumentException e) {
                wrong.add(key + ": " + e.getMessage());
            }
        });
        return wrong;
    }

    static boolean isIssuer(OidcTenantConfig tenant) {
        boolean named = tenant.authServerUrl().isPresent() || tenant.provider().isPresent();
        return tenant.tenantEnabled() && named;
    }

    /** Returns the faults. In dev mode, not {@code packaged}, an issuer is provided, without an audience. */
    static List<String> violations(Map<String, OidcTenantConfig> tenants, boolean packaged) {
        List<String> wrong = new ArrayList<>();
        Map<String, OidcTenantConfig> issuers = new TreeMap<>(tenants);
        issuers.values().removeIf(tenant -> !isIssuer(tenant));
        if (issuers.isEmpty() && packaged) {
            wrong.add("QUARKUS_OIDC_AUTH_SERVER_URL is missing (expected: the address of the OIDC issuer)");
        }
        for (Map.Entry<String, OidcTenantConfig> issuer : issuers.entrySet()) {
            violations(issuer.getValue(), packaged).forEach(each -> wrong.add(prefix(issuer.getKey()) + each));
        }
        return wrong;
    }

    private static List<String> violations(OidcTenantConfig issuer, boolean packaged) {
        List<String> wrong = new ArrayList<>();
        OidcTenantConfig.Token token = issuer.token();
        issuer.authServerUrl()
                .filter(url -> !ADDRESS.matcher(url).matches())
                .ifPresent(url -> wrong.add("AUTH_SERVER_URL: " + url
                        + " (expected: the issuer's address, which begins with http:// or https://)"));
        if (packaged && token.audience().orElse(List.of()).isEmpty()) {
            wrong.add(
                    "TOKEN_AUDIENCE is missing (expected: the audience that this issuer puts into tokens for Tidings)");
        }
        if (!issuer.discoveryEnabled().orElse(true) && token.issuer().isEmpty()) {
            wrong.add("TOKEN_ISSUER is missing (expected: the iss of its tokens, since discovery is disabled)");
        }
        List<String> unsupported = unsupported(token);
        if (issuer.certificateChain().trustStoreFile().isPresent()) {
            unsupported.add("CERTIFICATE_CHAIN_TRUST_STORE_FILE");
        }
        for (String key : unsupported) {
            wrong.add(key + " is set (expected: unset, Tidings does not perform this check)");
        }
        return wrong;
    }

    private static List<String> unsupported(OidcTenantConfig.Token token) {
        List<String> keys = new ArrayList<>();
        if (token.binding().certificate()) {
            keys.add("TOKEN_BINDING_CERTIFICATE");
        }
        if (token.requireJwtIntrospectionOnly()) {
            keys.add("TOKEN_REQUIRE_JWT_INTROSPECTION_ONLY");
        }
        if (token.verifyAccessTokenWithUserInfo().orElse(false)) {
            keys.add("TOKEN_VERIFY_ACCESS_TOKEN_WITH_USER_INFO");
        }
        if (token.decryptAccessToken()) {
            keys.add("TOKEN_DECRYPT_ACCESS_TOKEN");
        }
        if (token.customizerName().isPresent()) {
            keys.add("TOKEN_CUSTOMIZER_NAME");
        }
        return keys;
    }

    private static String prefix(String tenant) {
        boolean unnamed = tenant.equals(OidcConfig.DEFAULT_TENANT_KEY);
        String name = tenant.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return unnamed ? "QUARKUS_OIDC_" : "QUARKUS_OIDC_" + name + "_";
    }
}
