package dev.tidings.identity.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.identity.KeySet;
import dev.tidings.identity.Refusal;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.SigningKeys;
import dev.tidings.testkit.TokenBuilder;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogoutRulesTest {
    private static final Issuer ISSUER = Issuer.down();
    private static final String OTHER = "another-front";
    private final LogoutRules rules = new LogoutRules(
            List.of(OTHER, Issuer.CLIENT), Duration.ofMinutes(2), Duration.ofSeconds(10), Clock.systemUTC());

    private record Keys(PublicJsonWebKey only) implements KeySet {
        @Override
        public boolean has(String kid) {
            return kid.equals(only.getKeyId());
        }

        @Override
        public @Nullable Key keyOf(JsonWebSignature signed) {
            String kid = signed.getKeyIdHeaderValue();
            return kid == null || has(kid) ? only.getPublicKey() : null;
        }

        @Override
        public @Nullable Refusal check(String token) {
            throw new AssertionError("a logout token is no access token");
        }
    }

    private static TokenBuilder good() {
        return ISSUER.mintLogout("alice");
    }

    private LogoutCheck check(String token) {
        return rules.check(token, new Keys(ISSUER.keys().current()));
    }

    private Logout logout(String token) {
        assertThat(check(token)).isInstanceOf(LogoutCheck.Good.class);
        return ((LogoutCheck.Good) check(token)).logout();
    }

    private void assertBad(LogoutFault fault, String token) {
        assertThat(check(token)).isEqualTo(new LogoutCheck.Bad(fault));
    }

    @Test
    void aSidEndsOneLoginOfOneIssuer() {
        assertThat(logout(good().sign())).isInstanceOfSatisfying(Logout.OfLogin.class, login -> {
            assertThat(login.sid()).isEqualTo("session-of-alice");
            assertThat(login.issuer()).isEqualTo(ISSUER.url());
        });
    }

    @Test
    void aSidWithoutASubjectIsEnough() {
        assertThat(logout(good().without("sub").sign())).isInstanceOf(Logout.OfLogin.class);
    }

    @Test
    void aSidWithASubjectAlsoEndsItsLoginsWithoutASid() {
        assertThat(logout(good().sign()))
                .isInstanceOfSatisfying(Logout.OfLogin.class, login -> assertThat(login.subject())
                        .isEqualTo("alice"));
    }

    @Test
    void subjectAndSidMayBeIntegers() {
        assertThat(logout(good().claim("sub", 4711).claim("sid", 4_000_000_000L).sign()))
                .isInstanceOfSatisfying(Logout.OfLogin.class, login -> {
                    assertThat(login.subject()).isEqualTo("4711");
                    assertThat(login.sid()).isEqualTo("4000000000");
                });
        assertThat(logout(good().claim("sub", 4711).without("sid").sign()))
                .isInstanceOfSatisfying(
                        Logout.OfSubject.class, all -> assertThat(all.subject()).isEqualTo("4711"));
    }

    @Test
    void aSubjectAloneEndsAllItsEarlierLogins() {
        String token = good().without("sid").issued(Duration.ofSeconds(-30)).sign();
        assertThat(logout(token)).isInstanceOfSatisfying(Logout.OfSubject.class, all -> {
            assertThat(all.subject()).isEqualTo("alice");
            assertThat(all.issuer()).isEqualTo(ISSUER.url());
            assertThat(all.at()).isBetween(now().minusSeconds(32), now().minusSeconds(29));
        });
    }

    private static Instant now() {
        return Instant.now();
    }

    @Test
    void everyConfiguredClientIdIsAnAudience() {
        logout(good().audience("somebody", OTHER).sign());
    }

    @Test
    void theTypeInTheHeaderMayBeMissingOrSpelledOut() {
        logout(good().headerType("JWT").sign());
        logout(good().headerType("jwt").sign());
        logout(good().headerType("Logout+JWT").sign());
        logout(good().headerType(null).sign());
        logout(good().headerType("application/logout+jwt").sign());
    }

    @Test
    void anExpiryIsOptional() {
        logout(good().without("exp").sign());
    }

    @Test
    void theKidIsOptional() {
        logout(good().kid(null).sign());
    }

    @Test
    void twoTokensHaveDifferentIds() {
        assertThat(((LogoutCheck.Good) check(good().sign())).id())
                .isNotEqualTo(((LogoutCheck.Good) check(good().sign())).id());
    }

    @Test
    void aMalformedTokenIsRefused() {
        assertBad(LogoutFault.MALFORMED, "a.b.c");
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        assertBad(LogoutFault.ALGORITHM, good().algNone());
    }

    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefused() {
        assertBad(LogoutFault.ALGORITHM, good().hs256());
    }

    @Test
    void aTokenOfAnUnknownKeyIsRefused() {
        assertBad(LogoutFault.KEY, good().key(SigningKeys.rsa()).sign());
    }

    @Test
    void aTokenSignedByAnotherKeyOfThatNameIsRefused() {
        String kid = ISSUER.keys().current().getKeyId();
        assertBad(LogoutFault.SIGNATURE, good().key(SigningKeys.rsa()).kid(kid).sign());
    }

    @Test
    void aTokenWithChangedClaimsIsRefused() {
        assertBad(LogoutFault.SIGNATURE, good().tampered("bob"));
    }

    @Test
    void aTokenOfAnotherTypeIsRefused() {
        assertBad(LogoutFault.TYPE, good().headerType("secevent+jwt").sign());
        assertBad(LogoutFault.TYPE, good().headerType("at+jwt").sign());
    }

    @Test
    void aTokenForAnotherClientIsRefused() {
        assertBad(LogoutFault.AUDIENCE, good().audience("somebody").sign());
        assertBad(LogoutFault.AUDIENCE, good().audience(Issuer.AUDIENCE).sign());
        assertBad(LogoutFault.AUDIENCE, good().without("aud").sign());
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertBad(LogoutFault.EXPIRED, good().expires(Duration.ofSeconds(-30)).sign());
    }

    @Test
    void aTokenWithoutARecentTimeOfIssueIsRefused() {
        assertBad(LogoutFault.ISSUED_AT, good().issued(Duration.ofMinutes(-3)).sign());
        assertBad(LogoutFault.ISSUED_AT, good().issued(Duration.ofMinutes(1)).sign());
        assertBad(LogoutFault.ISSUED_AT, good().without("iat").sign());
    }

    @Test
    void aTokenWithoutAnIdIsRefused() {
        assertBad(LogoutFault.ID, good().without("jti").sign());
    }

    @Test
    void aTokenWithANonceIsRefused() {
        assertBad(LogoutFault.NONCE, good().claim("nonce", "n").sign());
    }

    @Test
    void aTokenWithoutTheLogoutEventIsRefused() {
        assertBad(LogoutFault.EVENTS, good().without("events").sign());
        assertBad(
                LogoutFault.EVENTS,
                good().claim("events", Map.of("another", Map.of())).sign());
        assertBad(LogoutFault.EVENTS, good().claim("events", "text").sign());
        assertBad(LogoutFault.EVENTS, good().claim("events", Map.of()).sign());
        assertBad(
                LogoutFault.EVENTS,
                good().claim("events", List.of(Issuer.LOGOUT_EVENT)).sign());
        assertBad(
                LogoutFault.EVENTS,
                good().claim("events", Map.of(Issuer.LOGOUT_EVENT, true)).sign());
    }

    @Test
    void aTokenWithoutSubjectAndSidIsRefused() {
        assertBad(LogoutFault.WHO, good().without("sub").without("sid").sign());
        assertBad(LogoutFault.WHO, good().claim("sid", "").sign());
        assertBad(LogoutFault.WHO, good().claim("sid", 7.5).sign());
        assertBad(LogoutFault.WHO, good().claim("sid", List.of("s")).sign());
        assertBad(LogoutFault.WHO, good().claim("sub", true).sign());
        assertBad(LogoutFault.WHO, good().claim("sid", "s".repeat(513)).sign());
    }

    @Test
    void anAccessTokenIsNoLogoutToken() {
        assertBad(
                LogoutFault.TYPE,
                ISSUER.mint("alice")
                        .audience(Issuer.CLIENT)
                        .headerType("at+jwt")
                        .sign());
        assertBad(
                LogoutFault.EVENTS, ISSUER.mint("alice").audience(Issuer.CLIENT).sign());
        assertBad(
                LogoutFault.EVENTS,
                ISSUER.mint("alice").audience(Issuer.CLIENT).headerType(null).sign());
    }

    @Test
    void anIdTokenIsNoLogoutTokenWithAndWithoutANonce() {
        TokenBuilder idToken = ISSUER.mint("alice").audience(Issuer.CLIENT).claim("typ", "ID");
        assertBad(LogoutFault.EVENTS, idToken.sign());
        assertBad(LogoutFault.NONCE, idToken.claim("nonce", "n").sign());
    }
}
