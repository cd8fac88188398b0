package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Chromium;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person sees: the page in three tabs, the application, the issuer and Kafka, all of them real. */
@Tag("full")
@TidingsTest(settings = {"TIDINGS_DEMO_ENABLED=true", "TIDINGS_DEMO_PASSWORD=any"})
class BrowserIT {
    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static Chromium chromium;
    private static TidingsProcess tidings;

    private Tab alice;
    private Tab aliceToo;
    private Tab bob;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tidings = instances.keep(instances.named("browser"));
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openTabs() {
        alice = tab("alice");
        aliceToo = tab("alice");
        bob = tab("bob");
        Stream.of(alice, aliceToo, bob).forEach(tab -> tab.awaitState("live"));
    }

    @AfterEach
    void closeTabs() {
        List<Tab> tabs = List.of(alice, aliceToo, bob);
        tabs.forEach(Tab::close);
        assertThat(tabs.stream().flatMap(tab -> tab.errors().stream())).isEmpty();
    }

    @Test
    void anEventAppearsInEveryTabOfItsUserAndInNoOther() {
        bob.send("Person", "alice", "Dinner is ready");
        bob.send("Person", "bob", "Note to myself");
        alice.awaitCard("Dinner is ready");
        aliceToo.awaitCard("Dinner is ready");
        bob.awaitCard("Note to myself");
        assertThat(bob.cards("Dinner is ready")).isZero();
        assertThat(alice.cards("Note to myself")).isZero();
        assertThat(alice.chips("Dinner is ready")).contains("to you").contains("ms");
    }

    @Test
    void anAnnouncementAppearsInTheTabsOfItsAudience() {
        alice.send("Everyone", "", "Maintenance tonight");
        alice.send("Group", "staff", "Staff meeting");
        alice.send("Group", "board", "Board meeting");
        alice.send("Person", "bob", "The last one");
        bob.awaitCard("The last one");
        Stream.of(alice, aliceToo, bob).forEach(tab -> {
            tab.awaitCard("Maintenance tonight");
            tab.awaitCard("Staff meeting");
            assertThat(tab.cards("Board meeting")).isZero();
        });
    }

    /** The README shows this picture: copy it from target/ to docs/images/ when the page has changed. */
    @Test
    void theScreenshotOfTheReadmeIsTaken() {
        bob.send("Person", "alice", "Your order has been shipped");
        alice.send("Everyone", "", "Maintenance tonight at ten");
        alice.awaitCard("Your order has been shipped");
        alice.awaitCard("Maintenance tonight at ten");
        assertThat(alice.picture(Path.of("target", "page.png"))).isNotEmptyFile();
    }

    @Test
    void aPlainJsonRecordAppears() {
        write("{\"title\":\"Plain JSON\",\"order\":4711}");
        alice.awaitCard("Plain JSON");
        alice.awaitCard("4711");
        assertThat(bob.cards("Plain JSON")).isZero();
    }

    @Test
    void thePageReconnectsAndShowsMissedEvents() {
        bob.send("Person", "alice", "Before");
        alice.awaitCard("Before");
        tidings.kill();
        alice.awaitState("waiting");
        write("{\"title\":\"Meanwhile\"}");
        tidings = instances.keep(instances.named("browser").port(tidings.port()));
        Stream.of(alice, aliceToo).forEach(tab -> tab.awaitCard("Meanwhile"));
        Stream.of(alice, aliceToo, bob).forEach(tab -> tab.awaitState("live"));
        assertThat(alice.cards("Before")).isOne();
        assertThat(alice.cards("Something may be missing")).isZero();
    }

    @Test
    void aReloadedPageStaysSignedInAndResumes() {
        alice.reload();
        alice.awaitState("live");
        assertThat(alice.text("whoami")).contains("alice");
        assertThat(alice.text("journal")).contains("resumed from the cursor");
    }

    /** To alice, as any service would. */
    private static void write(String json) {
        log.plain("alice", json);
    }

    private Tab tab(String name) {
        return new Tab(chromium.newPage(), tidings.http("/").toString()).signInAs(name);
    }
}
