package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Exposition;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.PromQuery;
import dev.tidings.testkit.PromQuery.Condition;
import dev.tidings.testkit.PromQuery.Selector;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts ask for what the running service tells, and the other way round. */
@TidingsTest(
        settings = {"TIDINGS_SESSION_MAX_PER_POD=2", "TIDINGS_ROUTES_ORDERS_USER=key", "TIDINGS_INTAKE_START=earliest"})
class WatchedMetricsIT {
    /** What Prometheus puts beside a target's own labels. */
    private static final Set<String> OF_TARGETS = Set.of("job", "namespace", "instance");
    /** What it makes by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");
    /** Told by who reads the topics of routes only. */
    private static final Set<String> OF_ROUTES = Set.of("tidings_intake_lag_records");
    /**
     * Left out of the dashboard on purpose: what a fault in the JVM or in Quarkus' own parts is looked for with. Of ours
     * nothing is left out but a histogram's parts that are shown by another.
     */
    private static final List<String> NOT_SHOWN =
            List.of("jvm_", "process_", "system_", "http_server_", "worker_pool_", "netty_", "vertx_", "kafka_");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static Exposition exposition = new Exposition(Map.of());

    @BeforeAll
    static void askUnderALittleLoad() {
        String orders = log.broker().newTopic("orders", 1);
        try (TidingsProcess tidings = instances
                        .named("watched")
                        .env("TIDINGS_ROUTES_ORDERS_TOPICS", orders)
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"));
                TidingsClient bob = TidingsClient.connect(tidings, issuer.token("bob"))) {
            log.event("alice", "e-1");
            log.announce("everyone", "e-2");
            log.event("nobody", "e-3");
            alice.next();
            bob.next();
            assertThat(WsClient.to(tidings.ws()).status()).isEqualTo(401);
            assertThat(WsClient.to(tidings.ws()).bearer(issuer.token("carol")).status())
                    .isEqualTo(503);
            String admin = issuer.mint("root").groups("tidings-admin").sign();
            Http.post(
                    tidings.http("/api/admin/users/dave/logout"),
                    "application/json",
                    "",
                    "Authorization",
                    "Bearer " + admin);
            log.broker().produce(orders, "alice", Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
            // For nobody: a dead letter.
            log.broker().produce(orders, null, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
            collectGarbage(tidings);
            // Partitions get their gauges every five seconds.
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                exposition = Exposition.of(tidings);
                return exposition
                        .metrics()
                        .containsAll(Set.of(
                                "tidings_tail_lag_records", "tidings_intake_lag_records", "tidings_intake_dead_total"));
            });
        }
    }

    /** Pauses are told when there was one. */
    private static void collectGarbage(TidingsProcess tidings) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            String pid = Long.toString(tidings.process().pid());
            assertThat(new ProcessBuilder(jcmd.toString(), pid, "GC.run")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> queries() {
        return Stream.concat(Dashboard.read().queries().stream(), AlertRules.read().queries().stream())
                .toList();
    }

    @Test
    void everyQueriedMetricExists() {
        assertThat(queries()).allSatisfy(query -> assertThat(PromQuery.of(query).selectors())
                .as(query)
                .isNotEmpty()
                .extracting(Selector::metric)
                .allMatch(metric -> OF_PROMETHEUS.contains(metric)
                        || OF_ROUTES.contains(metric)
                        || exposition.metrics().contains(metric)));
    }

    @Test
    void everyQueriedLabelAndValueExists() {
        assertThat(queries()).allSatisfy(query -> {
            List<Selector> selectors = PromQuery.of(query).selectors();
            for (Selector selector : selectors) {
                assertThat(selector.conditions())
                        .as("%s in %s", selector.metric(), query)
                        .allMatch(condition -> isTold(selector, condition));
            }
            assertThat(PromQuery.of(query).grouping())
                    .as(query)
                    .allMatch(label -> OF_TARGETS.contains(label)
                            || selectors.stream().anyMatch(each -> OF_ROUTES.contains(each.metric()))
                            || selectors.stream().anyMatch(each -> exposition.hasLabel(each.metric(), label)));
        });
    }

    private static boolean isTold(Selector selector, Condition condition) {
        return OF_TARGETS.contains(condition.label())
                || condition.values().stream()
                        .allMatch(value -> exposition.hasValue(selector.metric(), condition.label(), value));
    }

    @Test
    void everyMetricIsShownOrLeftOutOnPurpose() {
        List<String> shown = Dashboard.read().metrics();
        assertThat(exposition.metrics())
                .filteredOn(metric -> !shown.contains(metric))
                .filteredOn(metric -> !metric.matches("tidings_intake_age_seconds_(count|sum|max)"))
                .allMatch(metric -> NOT_SHOWN.stream().anyMatch(metric::startsWith));
    }
}
