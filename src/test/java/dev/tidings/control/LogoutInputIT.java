package dev.tidings.control;

import static dev.tidings.control.Logouts.assertLoggedOut;
import static dev.tidings.control.Logouts.connect;
import static dev.tidings.control.Logouts.post;
import static dev.tidings.control.Logouts.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logout requests and control records that end no session, and those that revoke a logout. */
@TidingsTest(settings = "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=" + Issuer.CLIENT)
class LogoutInputIT {
    private static final AtomicInteger USERS = new AtomicInteger();

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    /** No other test has this user. */
    private final String user = "user-" + USERS.incrementAndGet();

    /** The first request of a fresh process loads classes for longer than a logout may take. */
    @BeforeAll
    static void warmUp() {
        assertThat(post(tidings, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
    }

    @Test
    void aLogoutWithoutASessionIsCounted() {
        double before = tidings.metric("tidings_control_records_total", "outcome", "logout-of-nobody");
        assertThat(post(tidings, issuer.mintLogout(user + "-who-is-not-there").sign())
                        .status())
                .isEqualTo(200);
        await().until(() -> tidings.metric("tidings_control_records_total", "outcome", "logout-of-nobody") > before);
        assertThat(tidings.log()).contains("logouts that met no session on this pod count=");
    }

    @Test
    void anInvalidLogoutTokenEndsNoSession() {
        String token = issuer.token(user);
        try (WsClient client = connect(tidings, token)) {
            Map<String, String> bad = Map.of(
                    "signed by no", issuer.mintLogout(user).algNone(),
                    "nonce", issuer.mintLogout(user).claim("nonce", "n").sign(),
                    "aud", issuer.mintLogout(user).audience(Issuer.AUDIENCE).sign(),
                    "exp",
                            issuer.mintLogout(user)
                                    .expires(Duration.ofSeconds(-30))
                                    .sign(),
                    "iss", issuer.mintLogout(user).issuer("http://127.0.0.1:1").sign(),
                    "publishes", issuer.mintLogout(user).kid("nobodys").sign(),
                    "malformed", "not.a.token");
            bad.forEach((why, logoutToken) -> {
                Http.Answer answer = post(tidings, logoutToken);
                assertThat(answer.status()).as(why).isEqualTo(400);
                assertThat(new JsonObject(answer.body()).getString("error_description"))
                        .contains(why);
            });
            assertThat(tidings.metric("tidings_logouts_total", "by", "issuer", "outcome", "nonce"))
                    .isEqualTo(1);
            assertThat(status(tidings, token)).isEqualTo(101);
            assertThat(client.closed()).isNull();
        }
    }

    @Test
    void aRequestWithoutALogoutTokenInAFormIsRefused() {
        String form = "application/x-www-form-urlencoded";
        assertThat(Http.post(tidings.http("/backchannel-logout"), form, "").status())
                .isEqualTo(400);
        assertThat(Http.post(tidings.http("/backchannel-logout"), form, "logout_token=")
                        .status())
                .isEqualTo(400);
        assertThat(Http.post(tidings.http("/backchannel-logout"), "application/json", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(Http.get(tidings.http("/backchannel-logout")).status()).isEqualTo(405);
        for (String body : List.of(
                "logout_token=%zz",
                "logout_token=a&logout_token=a", "other=x", "logout_token=" + "x".repeat(100_000))) {
            Http.Answer answer = Http.post(tidings.http("/backchannel-logout"), form, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("no logout_token can be read");
        }
        assertThat(Http.post(tidings.http("/backchannel-logout"), form, "x".repeat(600_000))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"specversion\":\"1.0\",\"type\":\"tidings.control.logout\"}"})
    void aBrokenControlRecordIsCountedAndTheNextOneTakesEffect(String value) {
        double rejected = tidings.metric("tidings_control_records_total", "outcome", "rejected");
        try (WsClient client = connect(tidings, issuer.token(user))) {
            log.broker().produce(log.control(), "user:" + user, Map.of(), value.getBytes(UTF_8));
            log.broker().produce(log.control(), null, Map.of(), value.getBytes(UTF_8));
            post(tidings, issuer.mintLogout(user).sign());
            assertLoggedOut(client);
            assertThat(tidings.metric("tidings_control_records_total", "outcome", "rejected"))
                    .isEqualTo(rejected + 2);
            assertThat(tidings.log()).contains("control record rejected");
        }
    }

    @Test
    void aControlRecordOfANewerVersionIsCountedAsUnknown() {
        double rejected = tidings.metric("tidings_control_records_total", "outcome", "rejected");
        double unknown = tidings.metric("tidings_control_records_total", "outcome", "unknown");
        String value = "{\"specversion\":\"1.0\",\"type\":\"tidings.control.reboot\"}";
        log.broker().produce(log.control(), "reboot:" + user, Map.of(), value.getBytes(UTF_8));
        await().until(() -> tidings.metric("tidings_control_records_total", "outcome", "unknown") == unknown + 1);
        assertThat(tidings.metric("tidings_control_records_total", "outcome", "rejected"))
                .isEqualTo(rejected);
    }

    @Test
    void aTombstoneRevokesALogout() {
        String token = issuer.token(user);
        String sid = "session-of-" + user;
        post(tidings, issuer.mintLogout(user).sign());
        await().until(() -> status(tidings, token) == 401);
        log.broker().produce(log.control(), "sid:" + issuer.url() + "#" + sid, Map.of(), null);
        await().until(() -> status(tidings, token) == 101);
    }
}
