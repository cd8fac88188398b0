package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;

/** What the settings of one issuer demand of its tokens. */
record IssuerTerms(String tenant, OidcTenantConfig config) {}
