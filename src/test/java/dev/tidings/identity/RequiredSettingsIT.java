package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FailedStart;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import org.junit.jupiter.api.Test;

class RequiredSettingsIT {
    private static final String URL = "http://127.0.0.1:1/realms/x";

    @Test
    void withoutAnIssuerTheApplicationDoesNotStart() {
        assertEnds(TidingsProcess.named("no-issuer"), "QUARKUS_OIDC_AUTH_SERVER_URL is missing");
    }

    @Test
    void withoutABrokerTheApplicationDoesNotStart() {
        assertEnds(
                TidingsProcess.named("no-broker")
                        .env("QUARKUS_OIDC_AUTH_SERVER_URL", URL)
                        .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE),
                "KAFKA_BOOTSTRAP_SERVERS is missing");
    }

    @Test
    void withoutAnAudienceTheApplicationDoesNotStart() {
        assertEnds(
                TidingsProcess.named("no-audience").env("QUARKUS_OIDC_AUTH_SERVER_URL", URL),
                "QUARKUS_OIDC_TOKEN_AUDIENCE is missing");
    }

    @Test
    void everyIssuerNeedsItsAudience() {
        assertEnds(
                TidingsProcess.named("no-partners-audience")
                        .env("QUARKUS_OIDC_AUTH_SERVER_URL", URL)
                        .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                        .env("QUARKUS_OIDC_PARTNERS_AUTH_SERVER_URL", URL),
                "QUARKUS_OIDC_PARTNERS_TOKEN_AUDIENCE is missing");
    }

    @Test
    void anUnsupportedCheckStopsTheStart() {
        assertEnds(
                TidingsProcess.named("binding")
                        .env("QUARKUS_OIDC_AUTH_SERVER_URL", URL)
                        .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                        .env("QUARKUS_OIDC_TOKEN_BINDING_CERTIFICATE", "true"),
                "QUARKUS_OIDC_TOKEN_BINDING_CERTIFICATE is set");
    }

    @Test
    void withoutDiscoveryTheNameOfTheIssuerIsRequired() {
        assertEnds(
                TidingsProcess.named("no-discovery")
                        .env("QUARKUS_OIDC_AUTH_SERVER_URL", URL)
                        .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                        .env("QUARKUS_OIDC_JWKS_PATH", "/jwks")
                        .env("QUARKUS_OIDC_DISCOVERY_ENABLED", "false"),
                "QUARKUS_OIDC_TOKEN_ISSUER is missing");
    }

    private static void assertEnds(TidingsProcess.Setup setup, String message) {
        assertThat(FailedStart.of(setup)).contains("Tidings does not start: " + message);
    }
}
