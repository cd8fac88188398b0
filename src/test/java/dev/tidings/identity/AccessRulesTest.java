package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.SigningKeys;
import dev.tidings.testkit.TokenBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    private static final Issuer ISSUER = Issuer.down();

    private static TestJudge judge(String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE));
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            environment.put(pair[0], pair[1]);
        }
        return new TestJudge(environment, ISSUER.url(), ISSUER);
    }

    private static TokenBuilder alice() {
        return ISSUER.mint("alice");
    }

    private static TokenVerdict.Accepted accepted(TokenBuilder token, String... settings) {
        TokenVerdict verdict = judge(settings).verdict(token.sign());
        assertThat(verdict).isInstanceOf(TokenVerdict.Accepted.class);
        return (TokenVerdict.Accepted) verdict;
    }

    private static String user(TokenBuilder token, String... settings) {
        TokenVerdict.Accepted accepted = accepted(token, settings);
        assertThat(accepted.noUser()).isNull();
        return accepted.identity().user().value();
    }

    private static Set<String> groups(Object claim, String... settings) {
        return accepted(alice().claim("groups", claim), settings).identity().groups();
    }

    private static void assertRefused(Refusal reason, String words, String token, String... settings) {
        assertThat(judge(settings).verdict(token)).isInstanceOfSatisfying(TokenVerdict.Refused.class, refused -> {
            assertThat(refused.objection().reason()).isEqualTo(reason);
            assertThat(refused.objection().description()).contains(words);
            assertThat(refused.objection().challenge())
                    .matches("Bearer error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"");
        });
    }

    @Test
    void aClockThatIsSecondsAheadIsForgiven() {
        accepted(alice().notBefore(Duration.ofSeconds(3)));
        accepted(alice().notBefore(Duration.ofSeconds(25)), "TIDINGS_IDENTITY_CLOCK_SKEW=30s");
        accepted(alice().claim("nbf", System.currentTimeMillis() / 1000.0 + 3.5));
        accepted(alice().issued(Duration.ofSeconds(60)));
    }

    @Test
    void aTokenOfALaterMomentIsRefused() {
        assertRefused(
                Refusal.NOT_YET_VALID,
                "(claim nbf)",
                alice().notBefore(Duration.ofSeconds(20)).sign());
        assertRefused(
                Refusal.NOT_YET_VALID,
                "(claim nbf)",
                alice().notBefore(Duration.ofSeconds(3)).sign(),
                "TIDINGS_IDENTITY_CLOCK_SKEW=0s");
    }

    @Test
    void whereTheAgeIsBoundedATokenIsOfThePastAndNotTooOld() {
        String bounded = "QUARKUS_OIDC_TOKEN_AGE=60s";
        accepted(alice().issued(Duration.ofSeconds(3)), bounded);
        accepted(alice().issued(Duration.ofSeconds(-50)), bounded);
        assertRefused(
                Refusal.NOT_YET_VALID,
                "issued in the future (claim iat)",
                alice().issued(Duration.ofSeconds(30)).sign(),
                bounded);
        assertRefused(
                Refusal.EXPIRED,
                "too old (claim iat)",
                alice().issued(Duration.ofSeconds(-90)).sign(),
                bounded);
    }

    @Test
    void anExpiredTokenGetsNoGrace() {
        assertRefused(
                Refusal.EXPIRED,
                "has expired",
                alice().expires(Duration.ofSeconds(-1)).sign(),
                "TIDINGS_IDENTITY_CLOCK_SKEW=60s");
    }

    @Test
    void aDateThatIsATextIsNoDate() {
        String soon = Long.toString(System.currentTimeMillis() / 1000 + 100);
        assertRefused(
                Refusal.CLAIMS, "exp is not a date", alice().claim("exp", soon).sign());
        accepted(alice().claim("exp", System.currentTimeMillis() / 1000.0 + 100));
        accepted(alice().claim("exp", System.currentTimeMillis() + 100_000));
    }

    @Test
    void datesThatDoNotFitEachOtherAreNamed() {
        assertRefused(
                Refusal.CLAIMS,
                "the claim iat is",
                alice().issued(Duration.ofHours(1)).sign());
        assertRefused(Refusal.CLAIMS, "the claim iat is", alice().without("iat").sign());
    }

    @Test
    void oneTextIsOneGroupAndAnObjectsKeysAreGroups() {
        assertThat(groups("staff")).containsExactly("staff");
        assertThat(groups("CN=Staff, OU=Groups")).containsExactly("CN=Staff, OU=Groups");
        assertThat(groups(Map.of("staff", Map.of("org", "x"), "ops", true, "none", false)))
                .containsExactlyInAnyOrder("staff", "ops");
        assertThat(groups(7)).containsExactly("7");
        assertThat(groups(Arrays.asList("staff", 7, "", " ", null, true, List.of("x"), Map.of("name", "y"))))
                .containsExactlyInAnyOrder("staff", "7");
        assertThat(groups(true)).isEmpty();
        assertThat(groups("")).isEmpty();
    }

    @Test
    void aSlashBeforeAGroupMeansNothing() {
        assertThat(groups(List.of("/staff", "staff", "/staff/berlin", "//ops", "/", "a/b/")))
                .containsExactlyInAnyOrder("staff", "staff/berlin", "ops", "a/b/");
        assertThat(groups("/staff")).containsExactly("staff");
        assertThat(groups(Map.of("/staff", true))).containsExactly("staff");
    }

    @Test
    void groupsMayComeFromAClaimWhoseNameHasDots() {
        TokenBuilder token =
                alice().claim("resource_access", Map.of("com.example.app", Map.of("roles", List.of("reader"))));
        String path = "TIDINGS_IDENTITY_GROUPS_CLAIM=resource_access.\"com.example.app\".roles";
        assertThat(accepted(token, path).identity().groups()).containsExactly("reader");
    }

    @Test
    void anIntegerNamesAUser() {
        assertThat(user(alice().claim("sub", 42))).isEqualTo("42");
        assertThat(user(alice().claim("sub", 4_000_000_000_000L))).isEqualTo("4000000000000");
        assertThat(user(alice().claim("uid", -1), "TIDINGS_IDENTITY_USER_CLAIM=uid"))
                .isEqualTo("-1");
    }

    @Test
    void noSubjectIsNeededWhereAnotherClaimNamesTheUser() {
        TokenBuilder token = alice().without("sub").claim("email", "alice@example.com");
        assertThat(user(token, "TIDINGS_IDENTITY_USER_CLAIM=email")).isEqualTo("alice@example.com");
        assertThat(accepted(token, "TIDINGS_IDENTITY_USER_CLAIM=email")
                        .identity()
                        .login()
                        .subject())
                .isNull();
    }

    @Test
    void aTokenWithoutAUserIsAServicesAndSaysWhichClaimIsMissing() {
        for (String client : List.of("azp", "client_id", "appid", "cid")) {
            TokenVerdict.Accepted accepted = accepted(alice().without("sub").claim(client, "shop"));
            assertThat(accepted.identity().user().value()).isEqualTo("service:shop");
            assertThat(accepted.noUser())
                    .isEqualTo(new Objection(Refusal.USER, "the claim sub, which names the user, is missing"));
        }
        assertThat(accepted(alice(), "TIDINGS_IDENTITY_USER_CLAIM=a.\"b.c\"").noUser())
                .isEqualTo(new Objection(Refusal.USER, "the claim a.'b.c', which names the user, is missing"));
    }

    @Test
    void whatIsNeitherTextNorIntegerNamesNoUser() {
        for (Object value : List.of(1.5, true, List.of("alice"), Map.of("a", 1), "")) {
            assertThat(accepted(alice().claim("sub", value)).noUser())
                    .as("%s", value)
                    .isEqualTo(new Objection(
                            Refusal.USER, "the claim sub, which names the user, is neither a text nor an integer"));
        }
    }

    @Test
    void theAudienceMayStandInAnotherClaim() {
        String claim = "TIDINGS_IDENTITY_AUDIENCE_CLAIM=client_id";
        TokenBuilder cognito = alice().without("aud").claim("client_id", Issuer.AUDIENCE);
        accepted(cognito, claim);
        accepted(alice().without("aud").claim("client_id", List.of("other", Issuer.AUDIENCE)), claim);
        accepted(
                alice().without("aud").claim("app", Map.of("id", Issuer.AUDIENCE)),
                "TIDINGS_IDENTITY_AUDIENCE_CLAIM=app.id");
        assertRefused(Refusal.AUDIENCE, "the claim aud, which names the audience, is missing", cognito.sign());
        assertRefused(
                Refusal.AUDIENCE,
                "(claim client_id) is not configured",
                cognito.claim("client_id", "x").sign(),
                claim);
        assertRefused(Refusal.AUDIENCE, "the claim client_id", alice().sign(), claim);
        assertRefused(
                Refusal.AUDIENCE,
                "is missing",
                alice().claim("aud", Map.of(Issuer.AUDIENCE, true)).sign());
    }

    @Test
    void anAudienceOfAnotherIsKeptForTheLogAlone() {
        TokenVerdict verdict = judge().verdict(alice().audience("account").sign());
        assertThat(verdict)
                .isEqualTo(new TokenVerdict.Refused(new Objection(
                        Refusal.AUDIENCE,
                        "the audience (claim aud) is not configured",
                        new Objection.Mismatch(List.of(Issuer.AUDIENCE), List.of("account")))));
    }

    @Test
    void everyOtherRuleIsNamedToo() {
        String known = ISSUER.keys().current().getKeyId();
        assertRefused(Refusal.SIGNATURE, "signature", alice().tampered("bob"));
        assertRefused(
                Refusal.SIGNATURE,
                "signature",
                alice().key(SigningKeys.rsa()).kid(known).sign());
        assertRefused(Refusal.KEY, "does not publish", alice().kid("other").sign());
        assertRefused(Refusal.KEY, "does not name its key", alice().kid(null).sign());
        assertRefused(Refusal.ALGORITHM, "not signed", alice().algNone());
        assertRefused(Refusal.ALGORITHM, "shared secret", alice().hs256());
        assertRefused(
                Refusal.TOKEN_TYPE, "(claim typ)", alice().claim("typ", "ID").sign());
        assertRefused(
                Refusal.TOKEN_TYPE,
                "(header typ)",
                alice().headerType("logout+jwt").sign());
        assertRefused(Refusal.MALFORMED, "opaque", "2YotnFZFEjr1zCsicMWpAA");
    }

    @Test
    void aRequiredClaimIsNamedWhereItIsMissing() {
        String required = "QUARKUS_OIDC_TOKEN_REQUIRED_CLAIMS_TIER=gold";
        accepted(alice().claim("tier", "gold"), required);
        accepted(alice().claim("tier", List.of("gold", "blue")), required);
        assertRefused(Refusal.CLAIMS, "the claim tier is", alice().sign(), required);
        assertRefused(
                Refusal.CLAIMS,
                "the claim tier is",
                alice().claim("tier", "blue").sign(),
                required);
        assertRefused(
                Refusal.CLAIMS,
                "the claim sub is",
                alice().without("sub").sign(),
                "QUARKUS_OIDC_TOKEN_SUBJECT_REQUIRED=true");
    }

    @Test
    void rolesMayBeAnObjectsKeys() {
        TokenBuilder token = alice().claim("urn:roles", Map.of("tidings-publisher", Map.of("1", "x")));
        assertThat(accepted(token, "QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH=urn:roles")
                        .roles())
                .containsExactly("tidings-publisher");
    }
}
