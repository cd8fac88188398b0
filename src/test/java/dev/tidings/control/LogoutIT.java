package dev.tidings.control;

import static dev.tidings.control.Logouts.assertLoggedOut;
import static dev.tidings.control.Logouts.connect;
import static dev.tidings.control.Logouts.post;
import static dev.tidings.control.Logouts.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances and one control topic: a logout at one takes effect on both. */
@TidingsTest(settings = "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=other-front," + Issuer.CLIENT)
class LogoutIT {
    private static final AtomicInteger USERS = new AtomicInteger();

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess here;

    @Inject
    private static TidingsProcess there;

    @Inject
    private static InstanceFactory instances;

    /** No other test has this user. */
    private final String user = "user-" + USERS.incrementAndGet();

    /** The first request of a fresh process loads classes for longer than a logout may take. */
    @BeforeAll
    static void warmUp() {
        assertThat(post(here, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
        assertThat(post(there, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
    }

    private static TokenBuilder login(String user, String sid) {
        return issuer.mint(user).claim("sid", sid);
    }

    /** Returns a token that was issued after the second of the logout. */
    private static TokenBuilder later(TokenBuilder token) {
        return token.issued(Duration.ofSeconds(2));
    }

    private static void assertRefused(TidingsProcess tidings, String token) {
        double before = refusals(tidings);
        WsClient.Refused refused = WsClient.to(tidings.ws()).bearer(token).refused();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(refusals(tidings)).isEqualTo(before + 1);
    }

    private static double refusals(TidingsProcess tidings) {
        return tidings.metric("tidings_handshakes_refused_total", "status", "401", "reason", "logged-out");
    }

    @Test
    void anEndedLoginIsClosedAndRefusedOnAllPodsAndOthersStay() {
        String ended = login(user, user + "-laptop").sign();
        String other = login(user, user + "-phone").sign();
        try (WsClient a = connect(here, ended);
                WsClient b = connect(there, ended);
                WsClient phone = connect(there, other)) {
            Http.Answer answer = post(
                    here, issuer.mintLogout(user).claim("sid", user + "-laptop").sign());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.body()).isEmpty();
            assertLoggedOut(a);
            assertLoggedOut(b);
            assertRefused(here, ended);
            assertRefused(there, ended);
            assertThat(status(here, later(login(user, user + "-laptop")).sign()))
                    .as("a newer token of the ended login")
                    .isEqualTo(401);
            assertThat(status(here, other)).isEqualTo(101);
            assertThat(status(there, login(user, user + "-new").sign()))
                    .as("a new login")
                    .isEqualTo(101);
            assertThat(phone.closed()).isNull();
        }
    }

    @Test
    void aLogoutWithASubjectEndsItsSessionsWithoutASid() {
        String without = issuer.mint(user).without("sid").sign();
        String other = login(user, user + "-other").sign();
        try (WsClient a = connect(here, without);
                WsClient b = connect(there, without);
                WsClient phone = connect(there, other)) {
            String logout = issuer.mintLogout(user)
                    .headerType("JWT")
                    .claim("sid", user + "-sso")
                    .sign();
            assertThat(post(here, logout).status()).isEqualTo(200);
            assertLoggedOut(a);
            assertLoggedOut(b);
            assertRefused(here, without);
            assertRefused(there, without);
            assertThat(status(there, other)).isEqualTo(101);
            assertThat(status(here, later(issuer.mint(user).without("sid")).sign()))
                    .as("a newer token")
                    .isEqualTo(101);
            assertThat(phone.closed()).isNull();
        }
    }

    @Test
    void aLogoutWithoutASidEndsAllLoginsAndAllowsNewOnes() {
        String before = issuer.token(user);
        try (WsClient a = connect(here, before);
                WsClient b = connect(there, before)) {
            assertThat(post(there, issuer.mintLogout(user).without("sid").sign())
                            .status())
                    .isEqualTo(200);
            assertLoggedOut(a);
            assertLoggedOut(b);
            assertRefused(here, before);
            assertRefused(there, before);
            assertThat(status(here, later(issuer.mint(user)).sign())).isEqualTo(101);
        }
    }

    @Test
    void aSessionIsFoundByTheLoginOfItsNewestToken() {
        String first = login(user, user + "-first").sign();
        String second = login(user, user + "-second").sign();
        try (WsClient client = connect(here, first)) {
            client.send(refresh(second));
            // An answered message shows that the one before it is done.
            client.send("no event");
            assertThat(errorCode(client)).isEqualTo("not-a-cloudevent");
            post(here, issuer.mintLogout(user).claim("sid", user + "-first").sign());
            await().until(() -> status(here, first) == 401);
            assertThat(client.closed()).isNull();
            post(there, issuer.mintLogout(user).claim("sid", user + "-second").sign());
            assertLoggedOut(client);
        }
    }

    private static String refresh(String token) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "t")
                .put("source", "/client")
                .put("type", "tidings.token")
                .put("data", new JsonObject().put("token", token))
                .encode();
    }

    /** Of the next frame after the welcome. */
    private static String errorCode(WsClient client) {
        client.next();
        return new JsonObject(client.next()).getJsonObject("data").getString("code");
    }

    @Test
    void aSessionIsNotExtendedByATokenOfAnEndedLogin() {
        String ended = login(user, user + "-ended").sign();
        post(here, issuer.mintLogout(user).claim("sid", user + "-ended").sign());
        await().until(() -> status(here, ended) == 401);
        try (WsClient client = connect(here, login(user, user + "-live").sign())) {
            client.send(refresh(ended));
            assertThat(errorCode(client)).isEqualTo("token-refused");
        }
    }

    @Test
    void aPodThatStartsLaterNeverAcceptsTheEndedLogin() {
        String ended = login(user, user + "-ended").sign();
        assertThat(post(
                                here,
                                issuer.mintLogout(user)
                                        .claim("sid", user + "-ended")
                                        .sign())
                        .status())
                .isEqualTo(200);
        try (TidingsProcess fresh = instances.named("logout-fresh").start()) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> status(fresh, ended) != 503);
            assertThat(status(fresh, ended)).isEqualTo(401);
            fresh.awaitReady();
            assertThat(status(fresh, ended)).isEqualTo(401);
            assertThat(status(fresh, login(user, user + "-other").sign())).isEqualTo(101);
            assertThat(fresh.metric("tidings_control_denials")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void aReplayedLogoutTokenIsRefusedOrHasNoEffect() {
        String token = issuer.mintLogout(user).without("sid").sign();
        assertThat(post(here, token).status()).isEqualTo(200);
        Http.Answer again = post(here, token);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.header("Cache-Control")).isEqualTo("no-store");
        JsonObject error = new JsonObject(again.body());
        assertThat(error.getString("error")).isEqualTo("invalid_request");
        assertThat(error.getString("error_description")).contains("has been here before");
        try (WsClient client = connect(there, later(issuer.mint(user)).sign())) {
            assertThat(post(there, token).status()).isEqualTo(200);
            // By a logout of somebody else that both have seen after it.
            try (WsClient marker = connect(there, issuer.token(user + "-marker"))) {
                post(there, issuer.mintLogout(user + "-marker").sign());
                assertLoggedOut(marker);
            }
            assertThat(client.closed()).isNull();
        }
    }
}
