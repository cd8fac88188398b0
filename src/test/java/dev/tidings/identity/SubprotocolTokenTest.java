package dev.tidings.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubprotocolTokenTest {
    private static final String TOKEN = "quarkus-http-upgrade%23Authorization%23Bearer%20a.b.c";

    @Test
    void theTokenIsRemovedAndCloudEventsIsSelected() throws SubprotocolToken.Malformed {
        SubprotocolToken carrier = SubprotocolToken.parse(List.of("bearer-token-carrier, cloudevents.json," + TOKEN));
        assertThat(carrier).isEqualTo(new SubprotocolToken("cloudevents.json", "Bearer a.b.c"));
        assertThat(carrier.toString()).doesNotContain("a.b.c");
    }

    @Test
    void aSpaceMayBeEncodedAsPlus() throws SubprotocolToken.Malformed {
        SubprotocolToken carrier = SubprotocolToken.parse(List.of("cloudevents.json," + TOKEN.replace("%20", "+")));
        assertThat(carrier.authorization()).isEqualTo("Bearer a.b.c");
    }

    @Test
    void headerLinesWithoutATokenAreOneList() throws SubprotocolToken.Malformed {
        assertThat(SubprotocolToken.parse(List.of("other", "cloudevents.json")).selected())
                .isEqualTo("cloudevents.json");
    }

    @Test
    void noMessageRepeatsTheRequest() {
        assertThatThrownBy(() -> SubprotocolToken.parse(List.of("cloudevents.json,quarkus-http-upgrade%23evil%23x")))
                .isInstanceOf(SubprotocolToken.Malformed.class)
                .hasMessageContaining("expected: quarkus-http-upgrade#Authorization#Bearer <token>")
                .hasMessageNotContaining("evil");
    }

    private static String authorization(String decoded) throws SubprotocolToken.Malformed {
        String entry = URLEncoder.encode(decoded, StandardCharsets.UTF_8).replace("+", "%20");
        return requireNonNull(
                SubprotocolToken.parse(List.of("cloudevents.json, " + entry)).authorization());
    }

    @Test
    void headerNamesAndSchemesIgnoreCase() throws SubprotocolToken.Malformed {
        for (String entry : List.of(
                "quarkus-http-upgrade#authorization#bearer a.B.c",
                "quarkus-http-upgrade#AUTHORIZATION#BEARER a.B.c",
                "quarkus-http-upgrade#Authorization#bEARER a.B.c",
                "Quarkus-HTTP-Upgrade#Authorization#Bearer a.B.c",
                "quarkus-http-upgrade#Authorization#Bearer   a.B.c",
                "quarkus-http-upgrade# Authorization # Bearer a.B.c ")) {
            assertThat(authorization(entry)).as(entry).isEqualTo("Bearer a.B.c");
        }
    }

    @Test
    void theSameTokenInTwoSpellingsIsOneToken() throws SubprotocolToken.Malformed {
        String other = TOKEN.replace("Authorization", "authorization").replace("Bearer", "bearer");
        assertThat(SubprotocolToken.parse(List.of("cloudevents.json," + TOKEN + "," + other))
                        .authorization())
                .isEqualTo("Bearer a.b.c");
    }

    @Test
    void anEntryForAnotherHeaderIsMalformed() {
        for (String entry : List.of(
                "quarkus-http-upgrade#cookie#bearer a",
                "quarkus-http-upgrade#authorization#basic a",
                "quarkus-http-upgrade#authorization#bearera",
                "quarkus-http-upgrade#authorization#bearer",
                "quarkus-http-upgrade#authorization#bearer a b",
                "quarkus-http-upgrade#authorization#bearer a\n",
                "quarkus-http-upgrade#authorization#bearer\ta",
                "quarkus-http-upgrade#authorization",
                "quarkus-http-upgradeX#authorization#bearer a")) {
            assertThatThrownBy(() -> authorization(entry)).as(entry).isInstanceOf(SubprotocolToken.Malformed.class);
        }
    }
}
