package dev.tidings.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One that takes any name, one with an exact name, and one with several tenants; users are named by another claim than sub. */
class SeveralIssuersIT {
    private static final TestLog LOG = TestLog.create();
    private static Issuer any;
    private static Issuer exact;
    private static Issuer several;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        any = Issuer.start();
        exact = Issuer.start();
        several = Issuer.start();
        several.callItself(several.url() + "/{tenantid}/v2.0");
        tidings = LOG.readBy(TidingsProcess.named("several-issuers"))
                .issuer(any)
                .env("QUARKUS_OIDC_TOKEN_ISSUER", "any")
                .issuer("PARTNERS", exact)
                .issuer("ENTRA", several)
                .env("TIDINGS_IDENTITY_USER_PREFIX_PARTNERS", "partners/")
                .env("TIDINGS_IDENTITY_USER_PREFIX_ENTRA", "entra/")
                .env("TIDINGS_IDENTITY_USER_CLAIM", "uid")
                .env("TIDINGS_IDENTITY_GROUPS_CLAIM", "resource_access.\"com.example.app\".roles")
                .env("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS", Issuer.CLIENT)
                .startReady();
    }

    @AfterAll
    static void stop() {
        tidings.close();
        any.close();
        exact.close();
        several.close();
    }

    private static String tenantsName(String tenant) {
        return several.url() + "/" + tenant + "/v2.0";
    }

    private static void assertOpensAs(String user, String token) {
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(LOG).assertIs(client, user);
        }
    }

    private static int status(String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }

    @Test
    void anExactNameWinsOverAnyName() {
        assertOpensAs("partners/alice", exact.mint("x").claim("uid", "alice").sign());
        assertOpensAs("alice", any.mint("x").claim("uid", "alice").sign());
        assertOpensAs(
                "alice",
                any.mint("x")
                        .issuer("https://old.example")
                        .claim("uid", "alice")
                        .sign());
        assertThat(status(
                        any.mint("x").issuer(exact.url()).claim("uid", "alice").sign()))
                .as("in the name of another")
                .isEqualTo(401);
    }

    @Test
    void theTenantOfTheTokenIsFilledIn() {
        assertOpensAs(
                "entra/alice",
                several.mint("x")
                        .issuer(tenantsName("1234"))
                        .claim("tid", "1234")
                        .claim("uid", "alice")
                        .sign());
        assertThat(status(several.mint("x")
                        .issuer(tenantsName("1234"))
                        .claim("tid", "5678")
                        .claim("uid", "alice")
                        .sign()))
                .isEqualTo(401);
    }

    @Test
    void keysRotateForTenantsToo() {
        String before = several.keys().current().getKeyId();
        several.keys().rotate();
        assertThat(several.keys().current().getKeyId()).isNotEqualTo(before);
        theTenantOfTheTokenIsFilledIn();
    }

    @Test
    void aLogoutTokenOfATenantEndsItsSessions() {
        String token = several.mint("subject")
                .issuer(tenantsName("1234"))
                .claim("tid", "1234")
                .claim("uid", 42)
                .without("sid")
                .sign();
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            client.awaitGreeting();
            String logout = several.mintLogout("subject")
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
    void aSubjectIsNotNeededAndGroupsStandUnderANameWithDots() {
        String token = any.mint("x")
                .without("sub")
                .claim("uid", 7)
                .claim("resource_access", Map.of("com.example.app", Map.of("roles", List.of("/reader"))))
                .sign();
        try (WsClient client = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(LOG).assertIs(client, "7", "reader");
        }
    }
}
