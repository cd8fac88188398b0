package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;

/** The requirements that the settings of one issuer have for its tokens. */
record IssuerTerms(String tenant, OidcTenantConfig config) {}
