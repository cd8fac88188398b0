package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Partitioner;
import dev.tidings.testkit.Chromium;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code tidings.js} in a real browser on a page of another origin, against the real application. */
@Tag("full")
@TidingsTest(settings = {"TIDINGS_IDENTITY_MIN_REMAINING=1s", "TIDINGS_SOCKET_RETRY_AFTER=3s"})
class ClientIT {
    @AutoClose
    private static final ClientSite SITE = new ClientSite();

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static Chromium chromium;
    private static TidingsProcess tidings;

    private ClientPage page;
    private int numbered;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tidings = instances.keep(setup("client"));
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static TidingsProcess.Setup setup(String name) {
        return instances.named(name).env("QUARKUS_HTTP_CORS_ORIGINS", SITE.origin());
    }

    @BeforeEach
    void openPage() {
        page = new ClientPage(chromium.newPage(), SITE.origin());
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    /** Events for the user with numbers for ids; all so far are given back. */
    private List<String> write(String user, int count) {
        IntStream.range(numbered, numbered + count).forEach(i -> log.event(user, user + "-" + i));
        numbered += count;
        return IntStream.range(0, numbered).mapToObj(i -> user + "-" + i).toList();
    }

    private void assertHasAll(List<String> ids) {
        page.awaitIds(ids);
        assertThat(page.ids()).isEqualTo(ids);
        assertThat(page.gaps()).isEmpty();
    }

    @Test
    void noEventIsMissedWhenTheServerIsKilledOrStopped() {
        page.connect(tidings, "", issuer.token("killed")).awaitState("live");
        assertHasAll(write("killed", 50));
        tidings.kill();
        write("killed", 50);
        tidings = instances.keep(setup("client").port(tidings.port()));
        assertHasAll(write("killed", 50));
        tidings.stop();
        write("killed", 50);
        tidings = instances.keep(setup("client").port(tidings.port()));
        assertHasAll(write("killed", 50));
        page.awaitState("live");
        assertThat(page.states()).extracting(ClientPage.State::code).contains(1006, 1012);
    }

    @Test
    void aRefusedTokenIsReplacedAtOnce() {
        String bad = issuer.mint("alice").audience("another").sign();
        page.connect(tidings, "", bad, issuer.token("alice")).awaitState("live");
        assertThat(page.states())
                .filteredOn(state -> state.name().equals("waiting"))
                .extracting(ClientPage.State::reason)
                .containsExactly("token refused (401)");
    }

    @Test
    void aFullServerIsRetriedAfterItsRetryAfter() {
        try (TidingsProcess small = setup("client-full")
                        .env("TIDINGS_SESSION_MAX_PER_POD", "1")
                        .startReady();
                TidingsClient only = TidingsClient.connect(small, issuer.token("first"))) {
            page.connect(small, "", issuer.token("second")).awaitState("waiting");
            ClientPage.State waiting = page.last();
            assertThat(waiting.reason()).isEqualTo("no room at the moment (503)");
            only.socket().close();
            page.awaitState("live");
            assertThat(page.last().at() - waiting.at()).isGreaterThanOrEqualTo(3_000);
            assertThat(page.connections()).isEqualTo(2);
        }
    }

    @Test
    void aPageOfAForeignOriginKeepsTryingWithoutAReason() {
        try (ClientSite other = new ClientSite()) {
            ClientPage foreign = new ClientPage(chromium.newPage(), other.origin());
            foreign.connect(tidings, "", issuer.token("alice"));
            foreign.awaitStates(states -> states.stream()
                            .filter(state -> state.name().equals("waiting"))
                            .count()
                    >= 2);
            assertThat(foreign.states()).extracting(ClientPage.State::reason).contains("refused or unreachable");
            foreign.close();
        }
    }

    @Test
    void aTokenIsRenewedBeforeItsExpiryInTheSameConnection() {
        List<String> tokens = new ArrayList<>();
        tokens.add(issuer.mint("renewed").expires(Duration.ofSeconds(5)).sign());
        tokens.add(issuer.mint("renewed").expires(Duration.ofSeconds(60)).sign());
        page.connect(tidings, "", tokens.toArray(String[]::new)).awaitState("live");
        await().pollDelay(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(page.last().name()).isEqualTo("live"));
        assertThat(page.connections()).isOne();
        assertHasAll(write("renewed", 1));
    }

    @Test
    void aRefusedRenewalCostsOneReconnect() {
        List<String> tokens = new ArrayList<>();
        tokens.add(issuer.mint("refused").expires(Duration.ofSeconds(5)).sign());
        tokens.add(issuer.mint("refused").audience("another").sign());
        tokens.add(issuer.token("refused"));
        page.connect(tidings, "", tokens.toArray(String[]::new)).awaitState("live");
        page.awaitStates(states -> states.stream().anyMatch(state -> state.code() == 4401));
        page.awaitState("live");
        assertThat(page.connections()).isEqualTo(2);
        assertHasAll(write("refused", 1));
    }

    @Test
    void aReloadedPageResumesFromTheCursorInLocalStorage() {
        page.connect(tidings, "localCursor", issuer.token("reloaded")).awaitState("live");
        assertHasAll(write("reloaded", 3));
        page.reload();
        List<String> all = write("reloaded", 4);
        page.connect(tidings, "localCursor", issuer.token("reloaded"));
        assertHasAll(all.subList(3, 7));
    }

    @Test
    void tabsThatShareACursorEachShowEveryEvent() {
        page.connect(tidings, "localCursor", issuer.token("shared")).awaitState("live");
        ClientPage other = page.anotherTab();
        other.connect(tidings, "localCursor", issuer.token("shared")).awaitState("live");
        List<String> first = write("shared", 10);
        assertHasAll(first);
        other.awaitIds(first);
        other.freeze(true);
        List<String> all = write("shared", 10);
        assertHasAll(all);
        other.freeze(false);
        other.awaitIds(all);
        assertThat(other.ids()).isEqualTo(all);
        page.reload();
        page.connect(tidings, "localCursor", issuer.token("shared")).awaitState("live");
        List<String> more = write("shared", 1);
        assertHasAll(more.subList(20, 21));
    }

    @Test
    void aPageWithAffinityConnectsToTheAddressOfItsPartition() {
        int home = Partitioner.MURMUR2.partitionOf("placed", 4);
        page.connectByAffinity(tidings, issuer.token("placed")).awaitState("live");
        assertThat(page.addresses()).containsExactly(tidings.ws("?p=" + home).toString());
        assertHasAll(write("placed", 2));
    }

    @Test
    void aFrozenPageClosesItsSessionAndMissesNoEvent() {
        page.connect(tidings, "", issuer.token("frozen")).awaitState("live");
        double left = tidings.metric("tidings_sessions_closed_total", "reason", "client-left");
        page.freeze(true);
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_sessions_closed_total", "reason", "client-left"))
                .isGreaterThan(left));
        List<String> all = write("frozen", 5);
        page.freeze(false);
        assertHasAll(all);
        assertThat(page.connections()).isEqualTo(2);
    }

    @Test
    void anOfflinePageSaysSoAndMissesNoEvent() {
        page.connect(tidings, "", issuer.token("offline")).awaitState("live");
        page.offline(true);
        page.awaitState("waiting");
        assertThat(page.states()).extracting(ClientPage.State::reason).contains("offline");
        List<String> all = write("offline", 5);
        page.offline(false);
        assertHasAll(all);
    }
}
