package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances and one control topic: what is said to one holds on both. */
class LogoutIT {
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final TestLog LOG = TestLog.create();
    private static Issuer issuer;
    private static TidingsProcess here;
    private static TidingsProcess there;

    /** Nobody else's in this class. */
    private final String user = "user-" + USERS.incrementAndGet();

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        here = setup("logout-here").start();
        there = setup("logout-there").startReady();
        here.awaitReady();
        // The first request of a fresh process loads classes for longer than a logout may take.
        assertThat(post(here, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
        assertThat(post(there, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        List<String> logs = List.of(here.log(), there.log());
        List<String> errors = here.log("ERROR");
        here.close();
        there.close();
        issuer.close();
        assertThat(errors).as("what others send wrong is no error of ours").isEmpty();
        assertThat(logs).as("no token in the log").noneMatch(log -> log.contains("eyJ"));
    }

    private static TidingsProcess.Setup setup(String name) {
        return LOG.readBy(TidingsProcess.named(name).issuer(issuer))
                .env("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS", "other-front," + Issuer.CLIENT);
    }

    private static Http.Answer post(TidingsProcess tidings, String logoutToken) {
        return Http.post(
                tidings.http("/backchannel-logout"),
                "application/x-www-form-urlencoded",
                "logout_token=" + URLEncoder.encode(logoutToken, UTF_8));
    }

    private static TokenBuilder login(String user, String sid) {
        return issuer.mint(user).claim("sid", sid);
    }

    /** Not in the second of the logout, in which a token could be of before. */
    private static TokenBuilder later(TokenBuilder token) {
        return token.issued(Duration.ofSeconds(2));
    }

    private static WsClient connect(TidingsProcess tidings, String token) {
        WsClient client = WsClient.to(tidings.ws()).bearer(token).open();
        client.awaitGreeting();
        return client;
    }

    private static int status(TidingsProcess tidings, String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }

    private static void assertLoggedOut(WsClient client) {
        await().atMost(PROMISED).until(() -> client.closed() != null);
        assertThat(client.awaitClosed()).isEqualTo(new WsClient.Closed(4403, "logged out"));
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
    void aLoginThatEndsIsClosedAndRefusedOnAllPodsAndOthersStay() {
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
    void aLogoutWithASubjectEndsItsSessionsWithoutASidAndLeavesOtherLogins() {
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
    void aLogoutThatMeetsNobodyIsCountedAsSuch() {
        double before = here.metric("tidings_control_records_total", "outcome", "logout-of-nobody");
        assertThat(post(here, issuer.mintLogout(user + "-who-is-not-there").sign())
                        .status())
                .isEqualTo(200);
        await().until(() -> here.metric("tidings_control_records_total", "outcome", "logout-of-nobody") > before);
        assertThat(here.log()).contains("logouts that met no session on this pod count=");
    }

    @Test
    void aSubjectWithoutASidIsClosedEverywhereAndMayLogInAgain() {
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
    void aPodThatStartsAfterwardsRefusesTheEndedLoginFromItsFirstMomentOn() {
        String ended = login(user, user + "-ended").sign();
        assertThat(post(
                                here,
                                issuer.mintLogout(user)
                                        .claim("sid", user + "-ended")
                                        .sign())
                        .status())
                .isEqualTo(200);
        try (TidingsProcess fresh = setup("logout-fresh").start()) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> status(fresh, ended) != 503);
            assertThat(status(fresh, ended)).isEqualTo(401);
            fresh.awaitReady();
            assertThat(status(fresh, ended)).isEqualTo(401);
            assertThat(status(fresh, login(user, user + "-other").sign())).isEqualTo(101);
            assertThat(fresh.metric("tidings_control_denials")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void aReplayedLogoutTokenIsRefusedHereAndHarmlessThere() {
        String token = issuer.mintLogout(user).without("sid").sign();
        assertThat(post(here, token).status()).isEqualTo(200);
        Http.Answer again = post(here, token);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.header("Cache-Control")).isEqualTo("no-store");
        JsonObject error = new JsonObject(again.body());
        assertThat(error.getString("error")).isEqualTo("invalid_request");
        assertThat(error.getString("error_description")).contains("was used before");
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

    @Test
    void aBadLogoutTokenEndsNothing() {
        String token = issuer.token(user);
        try (WsClient client = connect(here, token)) {
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
                Http.Answer answer = post(here, logoutToken);
                assertThat(answer.status()).as(why).isEqualTo(400);
                assertThat(new JsonObject(answer.body()).getString("error_description"))
                        .contains(why);
            });
            assertThat(here.metric("tidings_logouts_total", "by", "issuer", "outcome", "nonce"))
                    .isEqualTo(1);
            assertThat(status(here, token)).isEqualTo(101);
            assertThat(client.closed()).isNull();
        }
    }

    @Test
    void whatIsNoFormWithATokenIsRefused() {
        String form = "application/x-www-form-urlencoded";
        assertThat(Http.post(here.http("/backchannel-logout"), form, "").status())
                .isEqualTo(400);
        assertThat(Http.post(here.http("/backchannel-logout"), form, "logout_token=")
                        .status())
                .isEqualTo(400);
        assertThat(Http.post(here.http("/backchannel-logout"), "application/json", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(Http.get(here.http("/backchannel-logout")).status()).isEqualTo(405);
        for (String body : List.of(
                "logout_token=%zz",
                "logout_token=a&logout_token=a", "other=x", "logout_token=" + "x".repeat(100_000))) {
            Http.Answer answer = Http.post(here.http("/backchannel-logout"), form, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("no logout_token can be read");
        }
        assertThat(Http.post(here.http("/backchannel-logout"), form, "x".repeat(600_000))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"specversion\":\"1.0\",\"type\":\"tidings.control.logout\"}"})
    void aBrokenControlRecordIsCountedAndTheNextOneIsObeyed(String value) {
        double rejected = there.metric("tidings_control_records_total", "outcome", "rejected");
        try (WsClient client = connect(there, issuer.token(user))) {
            LOG.broker().produce(LOG.control(), "user:" + user, Map.of(), value.getBytes(UTF_8));
            LOG.broker().produce(LOG.control(), null, Map.of(), value.getBytes(UTF_8));
            post(here, issuer.mintLogout(user).sign());
            assertLoggedOut(client);
            assertThat(there.metric("tidings_control_records_total", "outcome", "rejected"))
                    .isEqualTo(rejected + 2);
            assertThat(there.log()).contains("control record rejected");
        }
    }

    @Test
    void aRecordThatOnlyANewerVersionKnowsIsCountedAndNoFault() {
        double rejected = there.metric("tidings_control_records_total", "outcome", "rejected");
        double unknown = there.metric("tidings_control_records_total", "outcome", "unknown");
        String value = "{\"specversion\":\"1.0\",\"type\":\"tidings.control.reboot\"}";
        LOG.broker().produce(LOG.control(), "reboot:" + user, Map.of(), value.getBytes(UTF_8));
        await().until(() -> there.metric("tidings_control_records_total", "outcome", "unknown") == unknown + 1);
        assertThat(there.metric("tidings_control_records_total", "outcome", "rejected"))
                .isEqualTo(rejected);
    }

    @Test
    void aTombstoneTakesALogoutBack() {
        String token = issuer.token(user);
        String sid = "session-of-" + user;
        post(here, issuer.mintLogout(user).sign());
        await().until(() -> status(there, token) == 401);
        LOG.broker().produce(LOG.control(), "sid:" + issuer.url() + "#" + sid, Map.of(), null);
        await().until(() -> status(there, token) == 101);
    }
}
