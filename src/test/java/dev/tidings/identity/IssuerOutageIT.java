package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@TidingsTest(settings = "TIDINGS_IDENTITY_KEY_REFRESH_INTERVAL=1s")
class IssuerOutageIT {
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    @Test
    void anOutageOfAnIssuerAffectsOnlyItsOwnUsers() {
        try (Issuer own = Issuer.start();
                Issuer partners = Issuer.down();
                TidingsProcess tidings = instances
                        .named("issuer-outage")
                        .issuer(own)
                        .issuer("PARTNERS", partners)
                        .env("TIDINGS_IDENTITY_USER_PREFIX_PARTNERS", "partners/")
                        .startReady()) {
            downAtTheStart(own, partners, tidings);

            partners.up();
            await().atMost(RECOVERY).until(() -> status(tidings, partners.token("bob")) == 101);
            theNameIsPrefixed(partners, tidings);

            partners.stop();
            downLater(partners, tidings);

            partners.up();
            await().atMost(RECOVERY).until(() -> status(tidings, partners.token("bob")) == 101);
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log("WARN").stream().filter(line -> line.contains("not reachable")))
                    .as("one line per outage")
                    .hasSize(2);
        }
    }

    private static void downAtTheStart(Issuer own, Issuer partners, TidingsProcess tidings) {
        for (int i = 0; i < 5; i++) {
            WsClient.Refused refused =
                    WsClient.to(tidings.ws()).bearer(partners.token("bob")).refused();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(status(tidings, own.token("alice"))).isEqualTo(101);
        }
        assertThat(Http.get(tidings.http("/q/health/ready")).status()).isEqualTo(200);
    }

    private static void theNameIsPrefixed(Issuer partners, TidingsProcess tidings) {
        try (WsClient bob =
                WsClient.to(tidings.ws()).bearer(partners.token("bob")).open()) {
            new Reach(log).assertIs(bob, "partners/bob");
        }
    }

    private static void downLater(Issuer partners, TidingsProcess tidings) {
        assertThat(status(tidings, partners.token("bob"))).as("known key").isEqualTo(101);
        partners.keys().rotate();
        assertThat(status(tidings, partners.token("bob"))).as("new key").isEqualTo(503);
    }

    @Test
    void anInstanceStartsWhileItsOnlyIssuerIsDown() {
        try (Issuer issuer = Issuer.down();
                TidingsProcess tidings =
                        instances.named("issuer-outage-only").issuer(issuer).startReady()) {
            assertThat(status(tidings, issuer.token("alice"))).isEqualTo(503);
            assertThat(status(tidings, "garbage")).isEqualTo(401);
            assertThat(tidings.log("WARN"))
                    .filteredOn(line -> line.contains("Issuer is not reachable"))
                    .hasSize(1);
            assertThat(ready(tidings)).contains("not-reached-yet");
            issuer.up();
            await().atMost(RECOVERY).until(() -> status(tidings, issuer.token("alice")) == 101);
            assertThat(ready(tidings)).contains("\"known\"");
        }
    }

    @Test
    void aNamedTenantFollowsTheSameRulesAsTheDefaultOne() {
        try (Issuer own = Issuer.start();
                Issuer partners = Issuer.start();
                TidingsProcess tidings = instances
                        .named("issuers")
                        .issuer(own)
                        .issuer("PARTNERS", partners)
                        .startReady()) {
            assertThat(status(tidings, partners.token("bob"))).isEqualTo(101);
            assertThat(status(tidings, partners.mint("bob").audience("shop").sign()))
                    .isEqualTo(401);
            assertThat(status(tidings, partners.mint("").sign())).isEqualTo(401);
            assertThat(status(tidings, partners.mint("bob").claim("typ", "ID").sign()))
                    .isEqualTo(401);
            assertThat(status(tidings, partners.mint("bob").issuer(own.url()).sign()))
                    .as("in the name of the other issuer")
                    .isEqualTo(401);
        }
    }

    @Test
    void anIssuerWithoutDiscoveryWorksByItsConfiguredAddresses() {
        try (Issuer issuer = Issuer.down();
                TidingsProcess tidings = instances
                        .named("no-discovery-issuer")
                        .issuer(issuer)
                        .env("QUARKUS_OIDC_DISCOVERY_ENABLED", "false")
                        .env("QUARKUS_OIDC_JWKS_PATH", "/jwks")
                        .env("QUARKUS_OIDC_TOKEN_ISSUER", issuer.url())
                        .startReady()) {
            assertThat(status(tidings, issuer.token("alice"))).isEqualTo(503);
            assertThat(status(
                            tidings,
                            issuer.mint("alice").issuer("https://other.example").sign()))
                    .as("its name is known although it is down")
                    .isEqualTo(401);
            issuer.up();
            await().atMost(RECOVERY).until(() -> status(tidings, issuer.token("alice")) == 101);
            assertThat(issuer.discoveries()).isZero();
        }
    }

    private static String ready(TidingsProcess tidings) {
        return Http.get(tidings.http("/q/health/ready")).body();
    }

    private static int status(TidingsProcess tidings, String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }
}
