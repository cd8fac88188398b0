package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that open a session, and with which user and groups. */
@TidingsTest
class UpgradeIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Test
    void aValidTokenOpensASessionWithItsUserAndGroups() {
        String token = issuer.mint("alice").groups("ops", "dev").sign();
        try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(log).assertIs(alice, "alice", "dev", "ops");
            assertThat(alice.subprotocol()).isEmpty();
        }
    }

    @Test
    void es256IsAccepted() {
        var before = issuer.keys().current();
        String token = issuer.mint("alice").key(issuer.keys().rotateToEs256()).sign();
        issuer.keys().use(before);
        assertOpens(token);
    }

    @Test
    void aCachedTokenIsAccepted() {
        String token = issuer.token("alice");
        assertOpens(token);
        assertOpens(token);
    }

    @Test
    void groupsMayBeATextOrTheKeysOfAnObject() {
        Map<String, Object> shapes = Map.of("text", "/ops", "object", Map.of("ops", Map.of("org", 1)));
        shapes.forEach((shape, groups) -> {
            String token = issuer.mint("alice").claim("groups", groups).sign();
            try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
                new Reach(log).assertIs(alice, "alice", "ops", "/ops");
            }
        });
    }

    @Test
    void groupsOfAnotherTypeAreIgnored() {
        String token = issuer.mint("alice").claim("groups", true).sign();
        try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(log).assertIs(alice, "alice");
            new Reach(log).assertIsNotOf(alice, "true");
        }
    }

    @Test
    void announcementsToAGroupWithASlashAreReplayed() {
        String token = issuer.mint("alice").groups("late").sign();
        TidingsClient before = TidingsClient.connect(tidings, token);
        String cursor = before.cursor();
        before.close();
        log.announce("group:/late", "with-a-slash");
        log.announce("group:late", "without");
        try (TidingsClient alice = TidingsClient.connect(tidings, token, cursor)) {
            assertThat(List.of(alice.next().getString("id"), alice.next().getString("id")))
                    .containsExactlyInAnyOrder("with-a-slash", "without");
        }
    }

    @Test
    void anIntegerMayNameAUser() {
        try (WsClient client = WsClient.to(tidings.ws())
                .bearer(issuer.mint("x").claim("sub", 42).sign())
                .open()) {
            new Reach(log).assertIs(client, "42");
        }
    }

    @Test
    void aClockThatIsSecondsAheadIsTolerated() {
        assertOpens(mint().notBefore(Duration.ofSeconds(3)).sign());
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertOpens(mint().audience("shop", Issuer.AUDIENCE).sign());
    }

    @Test
    void aTokenWithoutATypeIsAccepted() {
        assertOpens(mint().without("typ").headerType("at+jwt").sign());
    }

    private static TokenBuilder mint() {
        return issuer.mint("alice");
    }

    private static void assertOpens(String token) {
        assertThat(WsClient.to(tidings.ws()).bearer(token).status()).isEqualTo(101);
    }
}
