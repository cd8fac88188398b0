package dev.tidings.identity;

import static dev.tidings.testkit.RawUpgrade.carrier;
import static dev.tidings.testkit.RawUpgrade.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@TidingsTest(settings = "QUARKUS_HTTP_CORS_ORIGINS=" + SubprotocolTokenIT.PAGE)
class SubprotocolTokenIT {
    private static final String CE = "cloudevents.json";
    private static final String NAME = "bearer-token-carrier";
    static final String PAGE = "https://app.example";

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Test
    void cloudEventsIsSelectedWhereverItIsOffered() {
        String token = carrier(issuer.token("alice"));
        for (String offer : List.of(
                CE + "," + token,
                token + ", " + CE,
                CE + "," + NAME + "," + token,
                NAME + "," + CE + "," + token,
                token + "," + NAME + "," + CE,
                "other," + CE + "," + token)) {
            RawUpgrade.Answer answer = upgrade().protocols(offer).send();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo(CE);
        }
    }

    @Test
    void aTokenInASubprotocolOpensASessionOfItsUser() {
        String token = carrier(issuer.token("alice"));
        try (WsClient alice = WsClient.to(tidings.ws()).subprotocols(CE, token).open()) {
            new Reach(log).assertIs(alice, "alice");
            assertThat(alice.subprotocol()).isEqualTo(CE);
        }
    }

    @Test
    void theNameOfTheCarrierIsAcceptedAsSubprotocol() {
        RawUpgrade.Answer answer =
                upgrade().protocols(NAME + "," + carrier(issuer.token("alice"))).send();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo(NAME);
    }

    @Test
    void aSubprotocolWithoutATokenIsAnswered401() {
        assertThat(upgrade().protocols(CE).send().status()).isEqualTo(401);
    }

    @Test
    void theTokenEntryAloneIsABadRequest() {
        assertBad(upgrade().protocols(carrier(issuer.token("alice"))), "cloudevents.json");
    }

    @Test
    void anUnknownSubprotocolIsABadRequest() {
        assertBad(upgrade().bearer(issuer.token("alice")).protocols("graphql-ws"), "cloudevents.json");
        assertBad(upgrade().protocols("other," + carrier(issuer.token("alice"))), "cloudevents.json");
        assertBad(upgrade().protocols(""), "cloudevents.json");
    }

    @Test
    void aMalformedTokenEntryIsABadRequest() {
        for (String entry : List.of(
                "quarkus-http-upgrade",
                "quarkus-http-upgrade%23X",
                "quarkus-http-upgrade%zz",
                "quarkus-http-upgrade%2",
                encode("quarkus-http-upgrade#Authorization#"),
                encode("quarkus-http-upgrade#Authorization#Bearer "),
                encode("quarkus-http-upgrade#Authorization#Basic YTpi"),
                encode("quarkus-http-upgrade#Authorization#Bearer a#b"),
                encode("quarkus-http-upgrade#Authorization#Bearer a\r\nCookie: b"),
                encode("quarkus-http-upgrade-2#Authorization#Bearer a"))) {
            assertBad(upgrade().protocols(CE + "," + entry), "token entry is malformed");
            assertBad(upgrade().bearer(issuer.token("alice")).protocols(CE + "," + entry), "token entry is malformed");
        }
    }

    @Test
    void aTokenEntryMustNotSetAnotherHeader() {
        for (String header : List.of("Origin", "X-Forwarded-For", "Cookie", "authorization", "Host")) {
            String entry = encode("quarkus-http-upgrade#" + header + "#" + PAGE);
            assertBad(upgrade().bearer(issuer.token("alice")).protocols(CE + "," + entry), "token entry is malformed");
        }
    }

    @Test
    void twoDifferentTokensAreABadRequest() {
        String alice = carrier(issuer.token("alice"));
        String bob = carrier(issuer.token("bob"));
        assertBad(upgrade().protocols(CE + "," + alice + "," + bob), "one token entry");
    }

    @Test
    void theTokenInTheSubprotocolPrecedesTheHeader() {
        String entry = carrier(issuer.token("alice"));
        for (String header : List.of(
                "Basic c3RhZ2luZzpzZWNyZXQ=",
                "Bearer not-a-token",
                "Bearer " + issuer.token("bob"),
                "Negotiate x",
                "")) {
            RawUpgrade upgrade = upgrade().header("Authorization", header).protocols(CE + "," + entry);
            assertThat(upgrade.send().status()).as(header).isEqualTo(101);
        }
        RawUpgrade twice = upgrade().header("Authorization", "Basic eDp5").bearer(issuer.token("bob"));
        assertThat(twice.protocols(CE + "," + entry).send().status()).isEqualTo(101);
        String bad = carrier(issuer.mint("alice").audience("other").sign());
        assertThat(upgrade()
                        .bearer(issuer.token("alice"))
                        .protocols(CE + "," + bad)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void headerNamesAndSchemesIgnoreCase() {
        String token = issuer.token("alice");
        for (String entry : List.of("authorization#bearer ", "AUTHORIZATION#BEARER ", "Authorization#bearer  ")) {
            String encoded = encode("quarkus-http-upgrade#" + entry + token);
            assertThat(upgrade().protocols(CE + "," + encoded).send().status())
                    .as(entry)
                    .isEqualTo(101);
        }
    }

    @Test
    void theSameTokenTwiceIsOneToken() {
        String token = issuer.token("alice");
        String entry = carrier(token);
        assertThat(upgrade().protocols(CE + "," + entry + "," + entry).send().status())
                .isEqualTo(101);
        assertThat(upgrade().bearer(token).protocols(CE + "," + entry).send().status())
                .isEqualTo(101);
    }

    @Test
    void aTokenEntrySpreadOverHeaderLinesIsABadRequest() {
        String token = carrier(issuer.token("alice"));
        assertBad(upgrade().protocols(CE).protocols(token), "one Sec-WebSocket-Protocol header");
        assertBad(upgrade().protocols(CE + "," + token).protocols(token), "one Sec-WebSocket-Protocol header");
    }

    @Test
    void aMalformedTokenEntryOnAnotherPathIsIgnored() {
        Http.Answer answer =
                Http.get(tidings.http("/q/health/live"), "Sec-WebSocket-Protocol", "quarkus-http-upgrade%zz");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aTokenInTheUrlIsABadRequest() {
        for (String name : List.of("access_token", "token", "id_token", "jwt", "bearer", "Authorization", "TOKEN")) {
            String token = issuer.token("alice");
            assertBad(upgrade().target("/ws?" + name + "=" + token), "in the address");
            assertBad(upgrade().bearer(token).target("/ws?cursor=x&" + name + "=" + token), "in the address");
        }
    }

    @Test
    void aMalformedQueryIsABadRequest() {
        RawUpgrade.Answer answer =
                upgrade().bearer(issuer.token("alice")).target("/ws?cursor=%zz").send();
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aForeignOriginIsForbidden() {
        for (String origin : List.of("https://evil.example", "null", PAGE + ".evil.example", "http://app.example")) {
            assertThat(withOrigin(origin)).as(origin).isEqualTo(403);
        }
    }

    @Test
    void aListedOriginAndTheOwnOneMayConnect() {
        assertThat(withOrigin(PAGE)).isEqualTo(101);
        assertThat(withOrigin("http://127.0.0.1:" + tidings.port())).isEqualTo(101);
    }

    private static int withOrigin(String origin) {
        String offer = CE + "," + carrier(issuer.token("alice"));
        return upgrade().header("Origin", origin).protocols(offer).send().status();
    }

    private static RawUpgrade upgrade() {
        return RawUpgrade.to(tidings.ws());
    }

    private static void assertBad(RawUpgrade upgrade, String expected) {
        RawUpgrade.Answer answer = upgrade.send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"status\":400", expected).doesNotContain("eyJ", "evil", PAGE);
    }
}
