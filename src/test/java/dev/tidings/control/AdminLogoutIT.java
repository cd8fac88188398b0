package dev.tidings.control;

import static dev.tidings.control.Logouts.assertLoggedOut;
import static dev.tidings.control.Logouts.connect;
import static dev.tidings.control.Logouts.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logout by hand; and without a front end's client id, so that the issuer's endpoint is off. */
@TidingsTest
class AdminLogoutIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    @BeforeAll
    static void warmUp() {
        assertThat(post("/api/admin/users/warm/logout", admin()).status()).isEqualTo(204);
    }

    private static String admin() {
        return issuer.mint("root").groups("tidings-admin").sign();
    }

    private static Http.Answer post(String path, String token) {
        return Http.post(tidings.http(path), "application/json", "", "Authorization", "Bearer " + token);
    }

    @Test
    void logoutOfAUserEndsAllLoginsAndAllowsNewOnes() {
        String laptop = issuer.mint("alice").claim("sid", "laptop").sign();
        String phone = issuer.mint("alice").claim("sid", "phone").sign();
        try (WsClient a = connect(tidings, laptop);
                WsClient b = connect(tidings, phone);
                WsClient bob = connect(tidings, issuer.token("bob"))) {
            Http.Answer answer = post("/api/admin/users/alice/logout", admin());
            assertThat(answer.status()).isEqualTo(204);
            assertLoggedOut(a);
            assertLoggedOut(b);
            assertThat(status(tidings, laptop)).isEqualTo(401);
            assertThat(status(
                            tidings,
                            issuer.mint("alice").issued(Duration.ofSeconds(2)).sign()))
                    .isEqualTo(101);
            assertThat(bob.closed()).isNull();
        }
    }

    @Test
    void aLoginIsEndedByItsSid() {
        String laptop = issuer.mint("carol").claim("sid", "carols-laptop").sign();
        String phone = issuer.mint("carol").claim("sid", "carols-phone").sign();
        try (WsClient a = connect(tidings, laptop);
                WsClient b = connect(tidings, phone)) {
            assertThat(post("/api/admin/logins/carols-laptop/logout", admin()).status())
                    .isEqualTo(204);
            assertLoggedOut(a);
            assertThat(status(tidings, laptop)).isEqualTo(401);
            assertThat(status(tidings, phone)).isEqualTo(101);
            assertThat(b.closed()).isNull();
        }
    }

    @Test
    void aUserInThePathMayHaveSlashesAndSpaces() {
        String token = issuer.token("partners/dan b");
        try (WsClient dan = connect(tidings, token);
                WsClient encoded = connect(tidings, issuer.token("partners/erin"))) {
            assertThat(post("/api/admin/users/partners/dan%20b/logout", admin()).status())
                    .isEqualTo(204);
            assertLoggedOut(dan);
            assertThat(post("/api/admin/users/partners%2Ferin/logout", admin()).status())
                    .isEqualTo(204);
            assertLoggedOut(encoded);
        }
    }

    @Test
    void onlyAnAdminMayLogOutUsers() {
        String path = "/api/admin/users/frank/logout";
        assertThat(Http.post(tidings.http(path), "application/json", "").status())
                .isEqualTo(401);
        assertThat(post(path, issuer.token("frank")).status()).isEqualTo(403);
        assertThat(post(path, issuer.mint("root").groups("staff").sign()).status())
                .isEqualTo(403);
        assertThat(post(path, "garbage").status()).isEqualTo(401);
        String gone = issuer.mint("gone").groups("tidings-admin").sign();
        assertThat(post("/api/admin/users/gone/logout", gone).status()).isEqualTo(204);
        await().until(() -> post(path, gone).status() == 401);
    }

    @Test
    void aUserNameThatIsTooLongIsRefused() {
        Http.Answer answer = post("/api/admin/users/" + "x".repeat(600) + "/logout", admin());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("600 characters").contains("1 to 512");
    }

    @Test
    void withoutClientIdsBackchannelLogoutIsOff() {
        Http.Answer answer = Logouts.post(tidings, issuer.mintLogout("alice").sign());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("tidings.identity.logout.client-ids");
    }
}
