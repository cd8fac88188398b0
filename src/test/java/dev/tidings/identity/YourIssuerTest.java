package dev.tidings.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.identity.logout.LogoutCheck;
import dev.tidings.identity.logout.LogoutFault;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Markdown;
import dev.tidings.testkit.TokenBuilder;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's settings let the page's tokens in, as the page says. */
class YourIssuerTest {
    private static final Markdown PAGE = Markdown.of(Path.of("docs/your-issuer.md"));
    private static final Issuer KEYS = Issuer.down();
    private static final Set<String> DATES = Set.of("iat", "nbf", "auth_time");

    private static TestJudge judge(String provider) {
        return new TestJudge(settings(provider), quoted(provider, "Issuer: ").get(0), KEYS);
    }

    private static Map<String, String> settings(String provider) {
        Map<String, String> settings = new HashMap<>();
        PAGE.code(provider, "properties").get(0).lines().forEach(line -> {
            String[] pair = line.split("=", 2);
            settings.put(pair[0], pair[1]);
        });
        return settings;
    }

    /** What stands in backquotes after these words, up to the next word that is none of them. */
    private static List<String> quoted(String provider, String words) {
        MatchResult found = Pattern.compile(Pattern.quote(words) + "(`[^`]*`(, `[^`]*`)*)")
                .matcher(PAGE.section(provider))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(provider + ": no \"" + words + "\" (expected: one)"));
        return Pattern.compile("`([^`]*)`")
                .matcher(found.group(1))
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    /** The page's claims, of now, under the page's header. */
    private static TokenBuilder token(String provider, int index) {
        JsonObject token = new JsonObject(PAGE.code(provider, "json").get(index));
        JsonObject header = token.getJsonObject("header");
        TokenBuilder minted = KEYS.mint("nobody").headerType(header.getString("typ"));
        for (String own : List.of("iss", "sub", "aud", "jti", "typ", "sid", "iat", "exp")) {
            minted.without(own);
        }
        long now = System.currentTimeMillis() / 1000;
        token.getJsonObject("claims").getMap().forEach((name, value) -> {
            boolean date = DATES.contains(name);
            minted.claim(name, date ? now : name.equals("exp") ? now + 120 : value);
        });
        return minted;
    }

    private static TokenVerdict.Accepted accepted(String provider, TokenBuilder token) {
        TokenVerdict verdict = judge(provider).verdict(token.sign());
        assertThat(verdict).isInstanceOf(TokenVerdict.Accepted.class);
        return (TokenVerdict.Accepted) verdict;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keycloak", "Auth0", "Entra ID", "Okta", "Cognito", "Zitadel", "authentik"})
    void anAccessTokenOfTheIssuerIsAcceptedWithUserGroupsAndRoles(String provider) {
        TokenVerdict.Accepted accepted = accepted(provider, token(provider, 0));
        assertThat(accepted.noUser()).isNull();
        assertThat(accepted.identity().user().value())
                .isEqualTo(quoted(provider, "Tidings sees user ").get(0));
        assertThat(accepted.identity().groups()).containsExactlyInAnyOrderElementsOf(quoted(provider, "groups "));
        assertThat(accepted.roles()).containsExactlyInAnyOrderElementsOf(quoted(provider, ", roles "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keycloak", "Auth0", "Entra ID", "Okta", "Cognito", "Zitadel", "authentik"})
    void aTokenForAnotherAudienceIsRefused(String provider) {
        String claim = settings(provider).getOrDefault("TIDINGS_IDENTITY_AUDIENCE_CLAIM", "aud");
        TokenVerdict verdict = judge(provider)
                .verdict(token(provider, 0).claim(claim, "another").sign());
        assertThat(verdict).isInstanceOfSatisfying(TokenVerdict.Refused.class, refused -> assertThat(
                        refused.objection().reason())
                .isEqualTo(Refusal.AUDIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keycloak", "Auth0", "Zitadel", "authentik"})
    void aLogoutTokenOfTheIssuerEndsTheSessionOfItsAccessToken(String provider) {
        LogoutCheck check = judge(provider).logout(token(provider, 1).sign());
        assertThat(check).isInstanceOf(LogoutCheck.Good.class);
        Identity identity = accepted(provider, token(provider, 0)).identity();
        assertThat(((LogoutCheck.Good) check).logout().covers(identity.user(), identity.login()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keycloak", "Auth0", "Zitadel", "authentik"})
    void anAccessTokenOfTheIssuerIsNoLogoutToken(String provider) {
        String client = requireNonNull(settings(provider).get("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS"));
        TokenBuilder token = token(provider, 0).claim("aud", client).claim("jti", "id");
        assertThat(judge(provider).logout(token.sign())).isEqualTo(new LogoutCheck.Bad(LogoutFault.EVENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Entra ID", "Okta", "Cognito"})
    void withoutLogoutTokensThePageNamesTheAdminApi(String provider) {
        assertThat(PAGE.code(provider, "json")).hasSize(1);
        assertThat(PAGE.section(provider)).contains("`/api/admin`");
        assertThat(settings(provider)).doesNotContainKey("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS");
    }

    @Test
    void tokensWithoutTheirGroupsAreLogged() {
        String provider = "Entra ID";
        TestJudge judge = judge(provider);
        String token = token(provider, 0)
                .without("groups")
                .claim("_claim_names", Map.of("groups", "src1"))
                .claim("_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.microsoft.com/v1.0")))
                .sign();
        TokenVerdict verdict = judge.verdict(token);
        assertThat(verdict).isInstanceOfSatisfying(TokenVerdict.Accepted.class, accepted -> assertThat(
                        accepted.identity().groups())
                .isEmpty());
        assertThat(judge.log()).singleElement().asString().contains("tokens without their groups", "_claim_names");
    }

    @Test
    void thePageNamesAllReasonsOfRefusals() {
        Set<String> named = PAGE.table("Your issuer").stream()
                .flatMap(row -> Pattern.compile("`([^`]*)`").matcher(row.get(2)).results())
                .map(each -> each.group(1))
                .collect(Collectors.toSet());
        Set<String> reasons =
                Set.of(Refusal.values()).stream().map(Refusal::label).collect(Collectors.toSet());
        assertThat(reasons).containsAll(named);
    }
}
