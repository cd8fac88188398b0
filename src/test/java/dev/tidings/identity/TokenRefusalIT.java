package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.SigningKeys;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tokens that are refused, and how the refusal names the broken rule. */
@TidingsTest
class TokenRefusalIT {
    @AutoClose
    private static final Issuer STRANGER = Issuer.start();

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    private static TokenBuilder mint() {
        return issuer.mint("alice");
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

    @Test
    void aRefusalSaysWhichRuleIsBroken() {
        assertRefused(mint().expires(Duration.ofMinutes(-1)).sign(), "the token has expired");
        assertRefused(mint().notBefore(Duration.ofMinutes(1)).sign(), "not valid yet");
        assertRefused(mint().audience("account").sign(), "the audience (claim aud)");
        assertRefused(STRANGER.token("alice"), "the issuer (claim iss)");
        assertRefused(mint().tampered("bob"), "the signature");
        assertRefused(mint().key(SigningKeys.rsa()).sign(), "the key that signed the token");
        assertRefused(mint().hs256(), "shared secret");
        assertRefused("2YotnFZFEjr1zCsicMWpAA", "opaque");
        assertRefused(mint().without("sub").sign(), "the claim sub, which names the user, is missing");
    }

    @Test
    void theLogNamesExpectedAndFoundValues() {
        assertRefused(mint().audience("account").sign());
        assertRefused(STRANGER.token("alice"));
        // Whichever was the first of its reason in this process.
        assertThat(tidings.log("INFO"))
                .anyMatch(line -> line.matches(
                        ".*tokens refused reason=audience count=[0-9]+ expected=\\[tidings] found=\\[[a-z]*].*"))
                .anyMatch(line ->
                        line.contains("tokens refused reason=issuer count=1 expected=[" + issuer.url() + "] found=["));
    }

    @Test
    void restRefusesATokenInTheSameWords() {
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
    void aRenewalRefusesATokenInTheSameWords() {
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
                    .isEqualTo(
                            "tidings.token: the audience (claim aud) is none that is configured (expected: a valid token;"
                                    + " the session continues with the old one)");
        }
    }

    @Test
    void aHandshakeWithoutATokenIsChallenged() {
        WsClient.Refused refused = WsClient.to(tidings.ws()).refused();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void anotherAuthenticationSchemeIsRefused() {
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
    void aTokenThatExpiresInSecondsIsRefused() {
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
        assertRefused(STRANGER.token("alice"));
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
    void algNoneIsRefused() {
        assertRefused(mint().algNone());
    }

    @Test
    void thePublicKeyTakenForASecretIsRefused() {
        assertRefused(mint().hs256());
    }

    @Test
    void aMalformedTokenIsRefusedWithoutARequestToTheIssuer() {
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
    void aTokenWithoutUserIsRefused() {
        assertRefused(mint().without("sub").sign());
        assertRefused(mint().claim("sub", "").sign());
        assertRefused(mint().claim("sub", List.of("alice")).sign());
    }

    @Test
    void aTrailingSlashDoesNotBypassAuthentication() {
        Http.Answer answer = Http.get(tidings.http("/ws/"), "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
}
