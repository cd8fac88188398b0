package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is away, or is made anew, and what becomes of inbox and live push meanwhile. */
class InboxOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Issuer issuer;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void whileTheDatabaseIsAwayLivePushGoesOnAndAfterwardsNothingIsMissing() {
        try (Postgres server = Postgres.own()) {
            InboxStage stage = new InboxStage(TestLog.create(), new InboxTables(server.newDatabase()), issuer);
            try (TidingsProcess tidings = stage.setup("inbox-away").startReady();
                    TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
                stage.log().event("alice", "e-0");
                await().atMost(PATIENCE).until(() -> stage.items() == 1);
                server.kill();
                for (int i = 1; i <= 50; i++) {
                    stage.log().event("alice", "e-" + i);
                    stage.log().announce("everyone", "a-" + i);
                }
                assertThat(alice.nextIds(101)).contains("e-50", "a-50");
                await().atMost(PATIENCE).until(() -> tidings.metric("tidings_inbox_following") == 0);
                assertThat(tidings.is("ready")).isTrue();
                assertThat(tidings.is("live")).isTrue();
                assertThat(stage.asAdmin(tidings, "DELETE", "/api/admin/users/alice/inbox")
                                .status())
                        .isEqualTo(503);
                server.start();
                await().atMost(PATIENCE).until(() -> stage.items() == 51 && stage.announcements() == 50);
                await().atMost(PATIENCE).until(() -> tidings.metric("tidings_inbox_following") == 1);
                assertThat(tidings.metric("tidings_inbox_retries_total")).isPositive();
                assertThat(tidings.is("ready")).isTrue();
                assertThat(tidings.log("ERROR")).isEmpty();
                assertThat(tidings.log("WARN").stream().filter(line -> line.contains("inbox")))
                        .as("once a minute and cause")
                        .hasSizeBetween(1, 6);
                tidings.stop();
            }
        }
    }

    @Test
    void aPodStartsAndPushesBeforeTheDatabaseIsThere() {
        try (Postgres server = Postgres.own()) {
            InboxStage stage = new InboxStage(TestLog.create(), new InboxTables(server.newDatabase()), issuer);
            server.stop();
            try (TidingsProcess tidings = stage.setup("inbox-later").startReady();
                    TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
                stage.log().event("alice", "e-1");
                assertThat(alice.next().getString("id")).isEqualTo("e-1");
                assertThat(tidings.metric("tidings_inbox_following")).isZero();
                server.start();
                await().atMost(PATIENCE).until(() -> stage.items() == 1);
                tidings.stop();
            }
        }
    }

    @Test
    void aDatabaseThatHasLostItsLastTransactionsGetsThemAgain() {
        InboxStage stage = InboxStage.create(issuer);
        try (TidingsProcess tidings = stage.setup("inbox-lost").startReady()) {
            for (int i = 0; i < 40; i++) {
                stage.log().event("user-" + i, "e-" + i);
            }
            await().atMost(PATIENCE).until(() -> stage.items() == 40);
            // As a replica that had not got them: rows and positions go together.
            stage.tables().run("delete from inbox_item where pos & 15 > 4");
            stage.tables().run("update inbox_position set next_offset = least(next_offset, 5)");
            assertThat(stage.items()).isLessThan(40);
            for (int i = 40; i < 80; i++) {
                stage.log().event("user-" + i, "e-" + i);
            }
            await().atMost(PATIENCE).until(() -> stage.items() == 80);
            assertThat(tidings.log()).contains("the database has not what is before");
        }
    }

    @Test
    void aTopicMadeAnewBeginsANewGenerationAndTheOldItemsStay() {
        try (Broker broker = Broker.own()) {
            InboxStage stage =
                    new InboxStage(TestLog.create(broker), new InboxTables(Postgres.shared().newDatabase()), issuer);
            try (TidingsProcess tidings = stage.setup("inbox-anew").startReady()) {
                for (int i = 0; i < 20; i++) {
                    stage.log().event("alice", "old-" + i);
                }
                await().atMost(PATIENCE).until(() -> stage.items() == 20);
                broker.deleteTopic(stage.log().notifications());
                await().ignoreExceptions().until(() -> {
                    broker.createTopic(stage.log().notifications(), 4);
                    return true;
                });
                for (int i = 0; i < 5; i++) {
                    stage.log().event("alice", "new-" + i);
                }
                stage.log().announce("everyone", "a-1");
                await().atMost(PATIENCE).until(() -> stage.items() == 25 && stage.announcements() == 1);
                assertThat(stage.tables()
                                .rows("select pos >> 48, count(*) from inbox_item group by 1 order by 1"))
                        .containsExactly("1 20", "2 5");
                assertThat(stage.tables().rows("select distinct part & 1, generation from inbox_position order by 1"))
                        .containsExactly("0 2", "1 1");
            }
        }
    }

    @Test
    void anEmptyDatabaseIsFilledFromTheLog() {
        InboxStage stage = InboxStage.create(issuer);
        for (int i = 0; i < 100; i++) {
            stage.log().event("user-" + i % 7, "e-" + i);
        }
        try (TidingsProcess first = stage.setup("inbox-first").startReady()) {
            await().atMost(PATIENCE).until(() -> stage.items() == 100);
            assertThat(stage.asAdmin(first, "DELETE", "/api/admin/users/user-0/inbox").status())
                    .isEqualTo(204);
            first.stop();
        }
        stage.tables().run("truncate inbox_item, inbox_position");
        try (TidingsProcess again = stage.setup("inbox-again").startReady()) {
            long erased = 15;
            await().atMost(PATIENCE).until(() -> stage.items() == 100 - erased);
            assertThat(stage.tables().number("select count(*) from inbox_item where user_id = 'user-0'"))
                    .isZero();
        }
    }
}
