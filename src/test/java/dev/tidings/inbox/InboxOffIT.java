package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;

/** Without the inbox there is nothing of it. */
class InboxOffIT {
    private static String threads(TidingsProcess tidings) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process dump = new ProcessBuilder(
                            jcmd.toString(), Long.toString(tidings.process().pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(dump.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void offIsWithoutConnectionThreadConsumerAndHealthCheckThoughThereIsADatabase() throws Exception {
        TestLog log = TestLog.create();
        InboxTables tables = new InboxTables(Postgres.shared().newDatabase());
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(TidingsProcess.named("inbox-off").issuer(issuer))
                        .env("QUARKUS_DATASOURCE_JDBC_URL", tables.url())
                        .env("QUARKUS_DATASOURCE_USERNAME", "tidings")
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "e-1");
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
            assertThat(threads(tidings)).contains("tidings-tail").doesNotContain("tidings-inbox", "smallrye-kafka", "agroal");
            assertThat(tables.number("select count(*) from pg_stat_activity where application_name = 'tidings'"))
                    .isZero();
            assertThat(tables.rows("select 1 from pg_tables where tablename = 'inbox_item'"))
                    .isEmpty();
            assertThat(log.broker().admin().listGroups().all().get().stream().map(GroupListing::groupId))
                    .doesNotContain("tidings-inbox");
            assertThat(Http.get(tidings.http("/q/health/ready")).body())
                    .doesNotContainIgnoringCase("database", "inbox");
            assertThat(tidings.metric("tidings_inbox_following")).isEqualTo(1);
            assertThat(new InboxStage(log, tables, issuer)
                            .asAdmin(tidings, "DELETE", "/api/admin/users/alice/inbox")
                            .status())
                    .isEqualTo(404);
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log("WARN")).isEmpty();
        }
    }

    @Test
    void onWithoutADatabaseIsOneClearSentenceAndLivePushAllTheSame() {
        TestLog log = TestLog.create();
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(TidingsProcess.named("inbox-without").issuer(issuer))
                        .env("TIDINGS_INBOX_ENABLED", "true")
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "e-1");
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
            await().untilAsserted(() -> assertThat(tidings.log("WARN"))
                    .anyMatch(line -> line.contains("QUARKUS_DATASOURCE_JDBC_URL is missing")));
            List<String> said = tidings.log("WARN").stream()
                    .filter(line -> line.contains("JDBC_URL"))
                    .toList();
            assertThat(said).hasSize(1);
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.is("ready")).isTrue();
            assertThat(tidings.metric("tidings_inbox_following")).isZero();
            tidings.stop();
        }
    }
}
