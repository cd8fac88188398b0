package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TokenBuilder;
import java.util.HashMap;
import java.util.Map;

/** Verdicts about tokens of one issuer, under settings of a test's choice. */
final class Verdicts {
    static final Issuer ISSUER = Issuer.down();

    private Verdicts() {}

    static TestJudge judge(String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE));
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            environment.put(pair[0], pair[1]);
        }
        return new TestJudge(environment, ISSUER.url(), ISSUER);
    }

    static TokenBuilder alice() {
        return ISSUER.mint("alice");
    }

    static TokenVerdict.Accepted accepted(TokenBuilder token, String... settings) {
        TokenVerdict verdict = judge(settings).verdict(token.sign());
        assertThat(verdict).isInstanceOf(TokenVerdict.Accepted.class);
        return (TokenVerdict.Accepted) verdict;
    }

    static void assertRefused(Refusal reason, String words, String token, String... settings) {
        assertThat(judge(settings).verdict(token)).isInstanceOfSatisfying(TokenVerdict.Refused.class, refused -> {
            assertThat(refused.objection().reason()).isEqualTo(reason);
            assertThat(refused.objection().description()).contains(words);
            assertThat(refused.objection().challenge())
                    .matches("Bearer error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"");
        });
    }
}
