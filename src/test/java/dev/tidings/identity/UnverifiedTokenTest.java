package dev.tidings.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnverifiedTokenTest {
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k\"}";

    @Test
    void keyAndIssuerAreRead() {
        UnverifiedToken token = token(HEADER, "{\"iss\":\"i\",\"exp\":7}");
        assertThat(token.kid()).isEqualTo("k");
        assertThat(token.issuer()).isEqualTo("i");
        assertThat(token.expires()).isEqualTo(7);
        assertThat(token.toString()).doesNotContain(token.compact());
    }

    @Test
    void whatIsNoTokenIsNull() {
        List<String> garbage = List.of(
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30",
                "e30.e30.x.y",
                ".e30.x",
                "e30..x",
                "e30.é.x",
                "bnVsbA.e30.x",
                "W10.e30.x",
                "e30.MQ.x");
        for (String text : garbage) {
            assertThat(UnverifiedToken.parse(text)).as(text).isNull();
        }
    }

    @Test
    void onlyAsymmetricSignaturesAreConsidered() {
        for (String algorithm : List.of("\"none\"", "\"NONE\"", "\"HS256\"", "\"HS512\"", "7", "null")) {
            assertThat(refusal("{\"alg\":" + algorithm + "}", "{\"exp\":100}"))
                    .as(algorithm)
                    .isEqualTo(Refusal.ALGORITHM);
        }
        assertThat(refusal("{}", "{\"exp\":100}")).isEqualTo(Refusal.ALGORITHM);
    }

    @Test
    void aTokenOfAnotherKindIsRefusedByItsHeader() {
        assertThat(refusal("{\"alg\":\"ES256\",\"typ\":\"logout+jwt\"}", "{\"exp\":100}"))
                .isEqualTo(Refusal.TOKEN_TYPE);
        assertThat(refusal("{\"alg\":\"ES256\",\"typ\":\"at+JWT\"}", "{\"exp\":100}"))
                .isNull();
    }

    @Test
    void whatExpiresTooSoonIsRefused() {
        assertThat(refusal(HEADER, "{\"exp\":99}")).isEqualTo(Refusal.EXPIRED);
        assertThat(refusal(HEADER, "{\"exp\":100}")).isNull();
        assertThat(description("{\"exp\":99}")).isEqualTo("the token expires too soon (claim exp)");
        assertThat(description("{\"exp\":40}")).isEqualTo("the token has expired (claim exp)");
        assertThat(refusal(HEADER, "{}")).isEqualTo(Refusal.EXPIRED);
        assertThat(description("{}")).startsWith("the claim exp is missing");
    }

    @Test
    void anAbsurdExpiryIsADateStill() {
        UnverifiedToken token = token(HEADER, "{\"exp\":1e300}");
        assertThat(Instant.ofEpochSecond(token.expires()).toString()).startsWith("9999");
    }

    @Test
    void aDateMayHaveAFractionAndIsANumber() {
        assertThat(refusal(HEADER, "{\"exp\":1.0e2}")).isNull();
        assertThat(refusal(HEADER, "{\"exp\":100.9}")).isNull();
        assertThat(refusal(HEADER, "{\"exp\":1.7e12,\"iat\":1.5,\"nbf\":2.5}")).isNull();
        for (String claims : List.of(
                "{\"exp\":\"100\"}",
                "{\"exp\":true}",
                "{\"exp\":{}}",
                "{\"exp\":1e300}",
                "{\"exp\":99999999999999999999}",
                "{\"exp\":100,\"nbf\":\"1\"}",
                "{\"exp\":100,\"iat\":[1]}")) {
            assertThat(refusal(HEADER, claims)).as(claims).isEqualTo(Refusal.CLAIMS);
            assertThat(description(claims)).endsWith("is not a date; expected a number of seconds since 1970");
        }
    }

    @Test
    void whatIsNoTokenIsCalledByItsName() {
        assertThat(UnverifiedToken.describeMalformed("2YotnFZFEjr1zCsicMWpAA").description())
                .startsWith("the token is opaque");
        assertThat(UnverifiedToken.describeMalformed(encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..iv.text.tag")
                        .description())
                .startsWith("the token is encrypted (JWE)");
        for (String text : List.of("a.b.c", "....", "", "a.b")) {
            assertThat(UnverifiedToken.describeMalformed(text).reason()).isEqualTo(Refusal.MALFORMED);
        }
    }

    @Test
    void aSharedSecretAndNoSignatureAreToldApart() {
        assertThat(objection("{\"alg\":\"HS256\"}", "{}").description()).contains("shared secret");
        assertThat(objection("{\"alg\":\"none\"}", "{}").description()).contains("not signed");
    }

    private static String description(String claims) {
        return objection(HEADER, claims).description();
    }

    private static @Nullable Refusal refusal(String header, String claims) {
        Objection objection = token(header, claims).check(50, 100);
        return objection == null ? null : objection.reason();
    }

    private static Objection objection(String header, String claims) {
        return requireNonNull(token(header, claims).check(50, 100));
    }

    private static UnverifiedToken token(String header, String claims) {
        return requireNonNull(UnverifiedToken.parse(encode(header) + "." + encode(claims) + ".c2ln"));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
