package dev.tidings.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One that takes any name, one with an exact name, and one with several tenants; users are named by another claim than sub. */
@TidingsTest(
        settings = {
            "QUARKUS_OIDC_TOKEN_ISSUER=any",
            "TIDINGS_IDENTITY_USER_PREFIX_PARTNERS=partners/",
            "TIDINGS_IDENTITY_USER_PREFIX_ENTRA=entra/",
            "TIDINGS_IDENTITY_USER_CLAIM=uid",
            "TIDINGS_IDENTITY_GROUPS_CLAIM=resource_access.\"com.example.app\".roles",
            "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=" + Issuer.CLIENT
        })
class SeveralIssuersIT {
    @AutoClose
    private static final Issuer EXACT = Issuer.start();

    @AutoClose
    private static final Issuer SEVERAL = Issuer.start();

    @Inject
    private static Issuer any;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        SEVERAL.callItself(SEVERAL.url() + "/{tenantid}/v2.0");
        tidings = instances.keep(
                instances.named("several-issuers").issuer("PARTNERS", EXACT).issuer("ENTRA", SEVERAL));
    }

    private static String tenantsName(String tenant) {
        return SEVERAL.url() + "/" + tenant + "/v2.0";
    }

    private static void assertOpensAs(String user, String token) {
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(log).assertIs(client, user);
        }
    }

    private static int status(String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }

    @Test
    void anExactNamePrecedesAnyName() {
        assertOpensAs("partners/alice", EXACT.mint("x").claim("uid", "alice").sign());
        assertOpensAs("alice", any.mint("x").claim("uid", "alice").sign());
        assertOpensAs(
                "alice",
                any.mint("x")
                        .issuer("https://old.example")
                        .claim("uid", "alice")
                        .sign());
        assertThat(status(
                        any.mint("x").issuer(EXACT.url()).claim("uid", "alice").sign()))
                .as("in the name of another")
                .isEqualTo(401);
    }

    @Test
    void theTenantOfTheTokenIsFilledIn() {
        assertOpensAs(
                "entra/alice",
                SEVERAL.mint("x")
                        .issuer(tenantsName("1234"))
                        .claim("tid", "1234")
                        .claim("uid", "alice")
                        .sign());
        assertThat(status(SEVERAL.mint("x")
                        .issuer(tenantsName("1234"))
                        .claim("tid", "5678")
                        .claim("uid", "alice")
                        .sign()))
                .isEqualTo(401);
    }

    @Test
    void keysRotateForTenantsToo() {
        String before = SEVERAL.keys().current().getKeyId();
        SEVERAL.keys().rotate();
        assertThat(SEVERAL.keys().current().getKeyId()).isNotEqualTo(before);
        theTenantOfTheTokenIsFilledIn();
    }

    @Test
    void aLogoutTokenOfATenantEndsItsSessions() {
        String token = SEVERAL.mint("subject")
                .issuer(tenantsName("1234"))
                .claim("tid", "1234")
                .claim("uid", 42)
                .without("sid")
                .sign();
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            client.awaitGreeting();
            String logout = SEVERAL.mintLogout("subject")
                    .issuer(tenantsName("1234"))
                    .claim("tid", "1234")
                    .sign();
            Http.Answer answer = Http.post(
                    tidings.http("/backchannel-logout"),
                    "application/x-www-form-urlencoded",
                    "logout_token=" + URLEncoder.encode(logout, UTF_8));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(client.awaitClosed().code()).isEqualTo(4403);
        }
    }

    @Test
    void aSubjectIsOptionalAndGroupsMayBeInAClaimWithDots() {
        String token = any.mint("x")
                .without("sub")
                .claim("uid", 7)
                .claim("resource_access", Map.of("com.example.app", Map.of("roles", List.of("/reader"))))
                .sign();
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(log).assertIs(client, "7", "reader");
        }
    }
}
