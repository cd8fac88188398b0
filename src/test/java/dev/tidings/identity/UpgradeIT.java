package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.SigningKeys;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpgradeIT {
    private static final TestLog LOG = TestLog.create();
    private static Issuer issuer;
    private static Issuer stranger;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        stranger = Issuer.start();
        tidings = LOG.readBy(TidingsProcess.named("upgrade").issuer(issuer)).startReady();
    }

    @AfterAll
    static void stop() {
        String log = tidings.log();
        List<String> errors = tidings.log("ERROR");
        tidings.close();
        issuer.close();
        stranger.close();
        assertThat(errors).as("what clients send wrong is no error of ours").isEmpty();
        assertThat(log).as("no token in the log").doesNotContain("eyJ");
    }

    @Test
    void aGoodTokenOpensWithItsUserAndGroups() {
        String token = issuer.mint("alice").groups("ops", "dev").sign();
        try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(LOG).assertIs(alice, "alice", "dev", "ops");
            assertThat(alice.subprotocol()).isEmpty();
        }
    }

    @Test
    void es256IsAsGoodAsRs256() {
        Issuer own = issuer;
        var before = own.keys().current();
        String token = own.mint("alice").key(own.keys().rotateToEs256()).sign();
        own.keys().use(before);
        assertOpens(token);
    }

    @Test
    void aRememberedTokenOpensAgain() {
        String token = issuer.token("alice");
        assertOpens(token);
        assertOpens(token);
    }

    @Test
    void groupsMayBeOneTextOrAnObjectsKeysAndBeginWithASlash() {
        Map<String, Object> shapes = Map.of("text", "/ops", "object", Map.of("ops", Map.of("org", 1)));
        shapes.forEach((shape, groups) -> {
            String token = issuer.mint("alice").claim("groups", groups).sign();
            try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
                new Reach(LOG).assertIs(alice, "alice", "ops", "/ops");
            }
        });
    }

    @Test
    void groupsOfAnotherTypeAreNoGroups() {
        String token = issuer.mint("alice").claim("groups", true).sign();
        try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(LOG).assertIs(alice, "alice");
            new Reach(LOG).assertIsNotOf(alice, "true");
        }
    }

    @Test
    void whatWasAnnouncedToAGroupWithASlashIsStillThereAfterAReconnect() {
        String token = issuer.mint("alice").groups("late").sign();
        TidingsClient before = TidingsClient.connect(tidings, token);
        String cursor = before.cursor();
        before.close();
        LOG.announce("group:/late", "with-a-slash");
        LOG.announce("group:late", "without");
        try (TidingsClient alice = TidingsClient.connect(tidings, token, cursor)) {
            assertThat(List.of(alice.next().getString("id"), alice.next().getString("id")))
                    .containsExactlyInAnyOrder("with-a-slash", "without");
        }
    }

    @Test
    void anIntegerIsAUser() {
        try (WsClient client = WsClient.to(tidings.ws())
                .bearer(issuer.mint("x").claim("sub", 42).sign())
                .open()) {
            new Reach(LOG).assertIs(client, "42");
        }
    }

    @Test
    void aClockThatIsSecondsAheadIsForgiven() {
        assertOpens(mint().notBefore(Duration.ofSeconds(3)).sign());
    }

    @Test
    void aRefusalSaysWhichRuleIsBroken() {
        assertRefused(mint().expires(Duration.ofMinutes(-1)).sign(), "the token has expired");
        assertRefused(mint().notBefore(Duration.ofMinutes(1)).sign(), "not valid yet");
        assertRefused(mint().audience("account").sign(), "the audience (claim aud)");
        assertRefused(stranger.token("alice"), "the issuer (claim iss)");
        assertRefused(mint().tampered("bob"), "the signature");
        assertRefused(mint().key(SigningKeys.rsa()).sign(), "the key that signed the token");
        assertRefused(mint().hs256(), "shared secret");
        assertRefused("2YotnFZFEjr1zCsicMWpAA", "opaque");
        assertRefused(mint().without("sub").sign(), "the claim sub, which names the user, is missing");
    }

    @Test
    void theLogSaysWhatWasExpectedAndWhatCame() {
        assertRefused(mint().audience("account").sign());
        assertRefused(stranger.token("alice"));
        // Whichever was the first of its reason in this process.
        assertThat(tidings.log("INFO"))
                .anyMatch(line -> line.matches(
                        ".*tokens refused reason=audience count=[0-9]+ expected=\\[tidings] found=\\[[a-z]*].*"))
                .anyMatch(line ->
                        line.contains("tokens refused reason=issuer count=1 expected=[" + issuer.url() + "] found=["));
    }

    @Test
    void restSaysItInTheSameWords() {
        Http.Answer answer = Http.get(
                tidings.http("/api/connect"),
                "Authorization",
                "Bearer " + mint().audience("account").sign());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer error=\"invalid_token\", error_description=\"the audience (claim aud) is none that is"
                                + " configured\"");
    }

    @Test
    void aNewerTokenIsRefusedInTheSameWords() {
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            alice.socket()
                    .send(new JsonObject(TestLog.cloudEvent("renewal"))
                            .put("type", "tidings.token")
                            .put(
                                    "data",
                                    new JsonObject()
                                            .put(
                                                    "token",
                                                    mint().audience("account").sign()))
                            .encode());
            assertThat(alice.next().getJsonObject("data").getString("message"))
                    .isEqualTo("tidings.token: the audience (claim aud) is not configured (expected: a valid token;"
                            + " the session goes on with the old one)");
        }
    }

    @Test
    void noTokenIsRefusedAndToldToBringOne() {
        WsClient.Refused refused = WsClient.to(tidings.ws()).refused();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void anotherSchemeIsNoToken() {
        WsClient.Refused refused = WsClient.to(tidings.ws())
                .header("Authorization", "Basic YWxpY2U6YWxpY2U=")
                .refused();
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertRefused(mint().expires(Duration.ofMinutes(-1)).sign());
    }

    @Test
    void aTokenWithSecondsToLiveIsRefused() {
        assertRefused(mint().expires(Duration.ofSeconds(3)).sign());
    }

    @Test
    void aTokenWithoutExpiryIsRefused() {
        assertRefused(mint().without("exp").sign());
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        assertRefused(mint().notBefore(Duration.ofMinutes(1)).sign());
    }

    @Test
    void aTamperedTokenIsRefused() {
        assertRefused(mint().tampered("bob"));
    }

    @Test
    void aTokenSignedByAnotherKeyUnderAKnownNameIsRefused() {
        String known = issuer.keys().current().getKeyId();
        assertRefused(mint().key(SigningKeys.rsa()).kid(known).sign());
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertRefused(mint().key(SigningKeys.rsa()).sign());
    }

    @Test
    void aTokenWithoutKeyNameIsRefused() {
        assertRefused(mint().kid(null).sign());
    }

    @Test
    void anUnknownIssuerIsRefused() {
        assertRefused(stranger.token("alice"));
    }

    @Test
    void aTokenThatNamesAnotherIssuerIsRefused() {
        assertRefused(mint().issuer("https://issuer.example").sign());
    }

    @Test
    void aTokenWithoutIssuerIsRefused() {
        assertRefused(mint().without("iss").sign());
    }

    @Test
    void aTokenOfAnotherAudienceIsRefused() {
        assertRefused(mint().audience("shop").sign());
    }

    @Test
    void aTokenWithoutAudienceIsRefused() {
        assertRefused(mint().without("aud").sign());
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertOpens(mint().audience("shop", Issuer.AUDIENCE).sign());
    }

    @Test
    void algNoneIsRefused() {
        assertRefused(mint().algNone());
    }

    @Test
    void thePublicKeyTakenForASecretIsRefused() {
        assertRefused(mint().hs256());
    }

    @Test
    void opaqueGarbageIsRefusedWithoutAskingTheIssuer() {
        int reads = issuer.requests();
        for (String garbage : List.of("x", "a.b.c", "....", "e30.e30.e30", "2YotnFZFEjr1zCsicMWpAA")) {
            assertRefused(garbage);
        }
        assertThat(issuer.requests()).isEqualTo(reads);
    }

    @Test
    void idRefreshAndLogoutTokensAreRefused() {
        assertRefused(mint().claim("typ", "ID").sign());
        assertRefused(mint().claim("typ", "Refresh").sign());
        assertRefused(mint().claim("typ", "Logout").sign());
        assertRefused(mint().without("typ").headerType("logout+jwt").sign());
    }

    @Test
    void aTokenThatDoesNotNameItsTypeOpens() {
        assertOpens(mint().without("typ").headerType("at+jwt").sign());
    }

    @Test
    void aTokenWithoutUserIsRefused() {
        assertRefused(mint().without("sub").sign());
        assertRefused(mint().claim("sub", "").sign());
        assertRefused(mint().claim("sub", List.of("alice")).sign());
    }

    @Test
    void aTrailingSlashIsNoWayIn() {
        Http.Answer answer = Http.get(tidings.http("/ws/"), "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private static TokenBuilder mint() {
        return issuer.mint("alice");
    }

    private static void assertOpens(String token) {
        assertThat(WsClient.to(tidings.ws()).bearer(token).status()).isEqualTo(101);
    }

    private static void assertRefused(String token) {
        assertRefused(token, "");
    }

    private static void assertRefused(String token, String words) {
        WsClient.Refused refused = WsClient.to(tidings.ws()).bearer(token).refused();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                .contains(words);
        assertThat(refused.body()).doesNotContain("eyJ");
    }
}
