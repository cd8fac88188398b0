package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import dev.tidings.identity.Identity;
import dev.tidings.identity.logout.Logout;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenyListTest {
    private static final String ISSUER = "https://id.example";
    private static final String PARTNERS = "https://partners.example";
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private final DenyList list = new DenyList(3, clock);

    private Identity token(String issuer, String user, @Nullable String sid, Duration age) {
        Login login = new Login(issuer, "sub-" + user, sid, clock.instant().minus(age));
        return new Identity(new UserId(user), Set.of(), login, clock.instant().plusSeconds(300));
    }

    private Identity token(String user, String sid) {
        return token(ISSUER, user, sid, Duration.ofMinutes(1));
    }

    private int add(Logout logout) {
        return list.add(Denial.of(logout, clock.instant().plus(LIFETIME)));
    }

    private Instant now() {
        return clock.instant();
    }

    @Test
    void anEmptyListDeniesNoTokenAndIsUnknownBeforeItWasRead() {
        assertThat(list.cover(token("alice", "s"))).isFalse();
        assertThat(list.areKnown()).isFalse();
        list.known();
        assertThat(list.areKnown()).isTrue();
    }

    @Test
    void allTokensOfAnEndedLoginAreDenied() {
        add(new Logout.OfLogin(ISSUER, "s", now()));
        assertThat(list.cover(token("alice", "s"))).isTrue();
        assertThat(list.cover(token(ISSUER, "alice", "s", Duration.ofMinutes(-10))))
                .isTrue();
        assertThat(list.cover(token("alice", "other"))).isFalse();
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ZERO))).isFalse();
    }

    @Test
    void anIssuerCannotEndLoginsOfAnother() {
        add(new Logout.OfLogin(PARTNERS, "s", now()));
        add(new Logout.OfSubject(PARTNERS, "sub-alice", now()));
        assertThat(list.cover(token("alice", "s"))).isFalse();
        assertThat(list.cover(token(PARTNERS, "bob", "s", Duration.ZERO))).isTrue();
    }

    @Test
    void anAdminEndsALoginOfAnyIssuer() {
        add(new Logout.OfLogin(null, "s", now()));
        assertThat(list.cover(token("alice", "s"))).isTrue();
        assertThat(list.cover(token(PARTNERS, "bob", "s", Duration.ZERO))).isTrue();
    }

    @Test
    void logoutOfAUserDeniesOnlyOlderTokens() {
        add(new Logout.OfUser(new UserId("alice"), now()));
        assertThat(list.cover(token(ISSUER, "alice", "s", Duration.ZERO))).isTrue();
        assertThat(list.cover(token(ISSUER, "alice", "s", Duration.ofSeconds(-1))))
                .isFalse();
        assertThat(list.cover(token("bob", "s"))).isFalse();
    }

    @Test
    void logoutOfASubjectDeniesOnlyOlderTokens() {
        add(new Logout.OfSubject(ISSUER, "sub-alice", now()));
        assertThat(list.cover(token("alice", "s"))).isTrue();
        assertThat(list.cover(token(ISSUER, "alice", "s", Duration.ofSeconds(-1))))
                .isFalse();
    }

    @Test
    void theLatestLogoutOfAUserCounts() {
        Denial first = Denial.of(new Logout.OfUser(new UserId("alice"), now()), now().plus(LIFETIME));
        clock.advance(Duration.ofMinutes(10));
        add(new Logout.OfUser(new UserId("alice"), now()));
        list.add(first);
        assertThat(list.cover(token("alice", "s"))).isTrue();
        assertThat(list.size()).isEqualTo(1);
    }

    @Test
    void anEntryIsForgottenWhenAllItsTokensHaveExpired() {
        add(new Logout.OfLogin(ISSUER, "s", now()));
        clock.advance(LIFETIME.minusSeconds(1));
        list.purge();
        assertThat(list.cover(token("alice", "s"))).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(list.cover(token("alice", "s"))).isFalse();
        list.purge();
        assertThat(list.size()).isZero();
    }

    @Test
    void aFullListForgetsTheEntryThatEndsFirst() {
        for (String sid : new String[] {"1", "2", "3"}) {
            assertThat(add(new Logout.OfLogin(ISSUER, sid, now()))).isZero();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(add(new Logout.OfLogin(ISSUER, "4", now()))).isEqualTo(1);
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.cover(token("alice", "1"))).isFalse();
        assertThat(list.cover(token("alice", "2"))).isTrue();
        assertThat(list.cover(token("alice", "4"))).isTrue();
    }

    @Test
    void aLogoutCanBeRevoked() {
        add(new Logout.OfUser(new UserId("alice"), now()));
        list.lift("user:bob");
        assertThat(list.cover(token("alice", "s"))).isTrue();
        list.lift("user:alice");
        assertThat(list.cover(token("alice", "s"))).isFalse();
        assertThat(list.size()).isZero();
    }

    private void addWithSubject(String sid) {
        add(new Logout.OfLogin(ISSUER, sid, "sub-alice", now()));
    }

    @Test
    void aLogoutWithASubjectDeniesItsOlderTokensWithoutASid() {
        addWithSubject("s");
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ZERO))).isTrue();
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ofSeconds(-1))))
                .as("a newer token")
                .isFalse();
        assertThat(list.cover(token("alice", "s"))).isTrue();
        assertThat(list.cover(token("alice", "other"))).as("another login").isFalse();
        assertThat(list.cover(token(ISSUER, "bob", null, Duration.ZERO))).isFalse();
        assertThat(list.cover(token(PARTNERS, "alice", null, Duration.ZERO))).isFalse();
        assertThat(list.size()).isEqualTo(1);
    }

    @Test
    void theLatestLogoutOfASubjectCountsForTokensWithoutASid() {
        Denial first = Denial.of(new Logout.OfLogin(ISSUER, "1", "sub-alice", now()), now().plus(LIFETIME));
        clock.advance(Duration.ofMinutes(10));
        addWithSubject("2");
        list.add(first);
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ofMinutes(5))))
                .isTrue();
    }

    @Test
    void anEndedOrRevokedLogoutDeniesNoTokenWithoutASid() {
        addWithSubject("s");
        list.lift("sid:" + ISSUER + "#s");
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ZERO))).isFalse();
        addWithSubject("s");
        clock.advance(LIFETIME);
        list.purge();
        assertThat(list.cover(token(ISSUER, "alice", null, Duration.ofHours(2))))
                .isFalse();
        assertThat(list.size()).isZero();
    }

    @Test
    void aTokenWithoutASubjectIsDeniedByItsUserOnly() {
        Identity identity = new Identity(
                new UserId("alice"), Set.of(), new Login(ISSUER, null, null, now()), now().plusSeconds(300));
        addWithSubject("s");
        assertThat(list.cover(identity)).isFalse();
        add(new Logout.OfUser(new UserId("alice"), now()));
        assertThat(list.cover(identity)).isTrue();
    }
}
