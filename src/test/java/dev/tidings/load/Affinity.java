package dev.tidings.load;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.HaProxy;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What each of several instances behind HAProxy reads of the log, with affinity and without; no event may be missing. */
final class Affinity {
    private static final int PARTITIONS = 48;
    private static final int USERS = Integer.getInteger("load.sessions", 600);
    private static final int EVENTS = Integer.getInteger("load.events", 30_000);
    private static final int BURST = 4 * EVENTS;
    private static final int WARM_UP = 20_000;
    private static final int RATE = Integer.getInteger("load.rate", 2_000);
    private static final String ONE = "murmur2";

    /** How instances read, and how the load balancer leads to them. */
    private record Way(String name, boolean affinity, boolean hashed, String partitioners) {
        static final List<Way> ALL = List.of(
                new Way("everything is read, least connections", false, false, ONE),
                new Way("affinity, hash of p", true, true, ONE),
                new Way("affinity, least connections", true, false, ONE),
                new Way("affinity, hash of p, two partitioners", true, true, ONE + ",crc32"));
    }

    private Affinity() {}

    static void run() {
        try (Broker broker = Broker.own();
                Issuer issuer = Issuer.start()) {
            List<String> tokens = IntStream.range(0, USERS)
                    .parallel()
                    .mapToObj(i -> issuer.mint(LoadEvent.user(i))
                            .expires(Duration.ofHours(2))
                            .sign())
                    .toList();
            Stage.say("affinity: %d users, %d partitions, %d events at %d/s", USERS, PARTITIONS, EVENTS, RATE);
            for (String instances : System.getProperty("load.instances", "3,6").split(",", -1)) {
                for (Way way : Way.ALL) {
                    measure(Integer.parseInt(instances), way, broker, issuer, tokens);
                }
            }
        }
    }

    private static void measure(int instances, Way way, Broker broker, Issuer issuer, List<String> tokens) {
        TestLog log = new TestLog(
                broker,
                broker.newTopic("notifications", PARTITIONS),
                broker.newTopic("announcements", 2),
                broker.newTopic("control", 1));
        List<TidingsProcess> pods = new ArrayList<>();
        try {
            for (int i = 1; i <= instances; i++) {
                pods.add(setup("load-affinity-" + i, way, log).issuer(issuer).startReady());
            }
            measure(pods, way, log, tokens);
        } finally {
            pods.forEach(TidingsProcess::close);
        }
    }

    private static TidingsProcess.Setup setup(String name, Way way, TestLog log) {
        return log.readBy(TidingsProcess.named(name))
                .env("TIDINGS_TAIL_AFFINITY", Boolean.toString(way.affinity()))
                .env("TIDINGS_LOG_PARTITIONERS", way.partitioners());
    }

    private static void measure(List<TidingsProcess> pods, Way way, TestLog log, List<String> tokens) {
        List<Integer> ports = pods.stream().map(TidingsProcess::port).toList();
        Map<String, String> variables = way.hashed() ? Map.of("AFFINITY", "true") : Map.of();
        try (HaProxy proxy = HaProxy.before(ports, variables);
                Fleet fleet = Fleet.by(proxy.port(), tokens, queries(proxy, tokens));
                Writer writer = new Writer(log.broker().bootstrapServers(), log.notifications(), 0, USERS, 0)) {
            writer.write(WARM_UP, RATE);
            fleet.awaitReceived(WARM_UP);
            List<Double> before = each(pods, Affinity::received);
            long cpu = cpuMicros(pods);
            writer.write(EVENTS, RATE);
            fleet.awaitReceived(writer.written());
            cpu = cpuMicros(pods) - cpu;
            long cpuOfBurst = cpuMicros(pods);
            List<Double> after = each(pods, Affinity::received);
            LongSummaryStatistics read = IntStream.range(0, pods.size())
                    .mapToLong(i -> Math.round(after.get(i) - before.get(i)))
                    .summaryStatistics();
            writer.write(BURST);
            fleet.awaitReceived(writer.written());
            cpuOfBurst = cpuMicros(pods) - cpuOfBurst;
            Stage.say(
                    "| %d | %s | %,.0f (%,d to %,d) | %.0f %% | %s | %s | %.0f | %.0f | 0 of %,d |",
                    pods.size(),
                    way.name(),
                    read.getAverage(),
                    read.getMin(),
                    read.getMax(),
                    100 * read.getAverage() / EVENTS,
                    range(each(pods, Affinity::partitions)),
                    range(each(pods, pod -> pod.metric("tidings_sessions"))),
                    (double) cpu / EVENTS,
                    (double) cpuOfBurst / BURST,
                    writer.written());
        }
    }

    /** As clients do it: by what any instance says. */
    private static List<String> queries(HaProxy proxy, List<String> tokens) {
        return tokens.stream()
                .map(token -> Http.get(proxy.http("/api/connect"), "Authorization", "Bearer " + token))
                .map(answer -> "?p=" + new JsonObject(answer.body()).getInteger("p"))
                .toList();
    }

    private static double received(TidingsProcess pod) {
        return pod.metric("tidings_records_received_total");
    }

    /** That a window's gauge is there for; they come and go within seconds. */
    private static double partitions(TidingsProcess pod) {
        return Http.get(pod.http("/q/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("tidings_tail_lag_records{") && line.contains("\"notifications\""))
                .count();
    }

    private static List<Double> each(List<TidingsProcess> pods, ToDoubleFunction<TidingsProcess> figure) {
        return pods.stream().mapToDouble(figure).boxed().toList();
    }

    private static String range(List<Double> figures) {
        return "%.0f to %.0f"
                .formatted(
                        figures.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                        figures.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    private static long cpuMicros(List<TidingsProcess> pods) {
        return pods.stream()
                .mapToLong(pod -> new ProcessFacts(pod.process().pid()).cpuMicros())
                .sum();
    }
}
