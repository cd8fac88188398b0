package dev.tidings.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.TraceCollector;
import dev.tidings.testkit.TraceCollector.Span;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a producer's traceparent to the write to a socket, by the real exporter. */
@TidingsTest
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";

    @AutoClose
    private static final TraceCollector COLLECTOR = TraceCollector.start();

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        tidings = instances.keep(COLLECTOR.fedBy(instances.named("tracing")));
    }

    private static String traceparent(String trace, boolean sampled) {
        return "00-" + trace + "-" + PRODUCER + (sampled ? "-01" : "-00");
    }

    private static RecordMetadata write(String user, String traceparent) {
        return log.record(user, Map.of("traceparent", traceparent), "{}".getBytes(UTF_8));
    }

    private static Span span(String trace, String name) {
        return COLLECTOR.spans(trace).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Test
    void aTraceLeadsFromTheProducerToTheClient() {
        try (TidingsClient phone = TidingsClient.connect(tidings, issuer.token("alice"));
                TidingsClient laptop = TidingsClient.connect(tidings, issuer.token("alice"))) {
            Instant before = Instant.now();
            RecordMetadata written = write("alice", traceparent(TRACE, true));
            String received = phone.next().getString("traceparent");
            laptop.next();
            await().until(() -> COLLECTOR.spans(TRACE).size() == 2);

            Span process = span(TRACE, "process " + log.notifications());
            assertThat(process.parent()).isEqualTo(PRODUCER);
            assertThat(process.kind()).isEqualTo(5);
            assertThat(process.attributes())
                    .containsEntry("messaging.system", "kafka")
                    .containsEntry("messaging.operation.name", "process")
                    .containsEntry("messaging.operation.type", "process")
                    .containsEntry("messaging.destination.name", log.notifications())
                    .containsEntry("messaging.destination.partition.id", Integer.toString(written.partition()))
                    .containsEntry("messaging.kafka.offset", Long.toString(written.offset()))
                    .containsEntry("tidings.sessions", "2")
                    .containsEntry("tidings.sessions.written", "2")
                    .doesNotContainKey("tidings.sessions.waiting");
            Span send = span(TRACE, "send /ws");
            assertThat(send.parent()).isEqualTo(process.id());
            assertThat(send.kind()).isEqualTo(3);
            assertThat(send.attributes())
                    .containsEntry("messaging.system", "websocket")
                    .containsEntry("tidings.sessions.written", "2");
            assertThat(nanos(before)).isLessThanOrEqualTo(process.start());
            assertThat(process.start()).isLessThanOrEqualTo(send.start());
            assertThat(send.end()).isBetween(send.start(), process.end());
            assertThat(process.end()).isLessThanOrEqualTo(nanos(Instant.now()));
            assertThat(received).isEqualTo("00-" + TRACE + "-" + process.id() + "-01");
        }
    }

    @Test
    void eventsThatAreUnsampledOrUnwantedHaveNoSpan() {
        String unsampled = traceparent("aaaabbbbccccddddaaaabbbbccccdddd", false);
        String forNobody = "11112222333344441111222233334444";
        String last = "99998888777766669999888877776666";
        try (TidingsClient bob = TidingsClient.connect(tidings, issuer.token("bob"))) {
            write("nobody", traceparent(forNobody, true));
            write("bob", unsampled);
            assertThat(bob.next().getString("traceparent")).isEqualTo(unsampled);
            write("bob", traceparent(last, true));
            bob.next();
            await().until(() -> COLLECTOR.spans(last).size() == 2);
            assertThat(COLLECTOR.spans("aaaabbbbccccddddaaaabbbbccccdddd")).isEmpty();
            assertThat(COLLECTOR.spans(forNobody)).isEmpty();
        }
    }

    @Test
    void anAnnouncementIsOneSpanForAllSessions() {
        String trace = "12341234123412341234123412341234";
        try (TidingsClient carol = TidingsClient.connect(tidings, issuer.token("carol"));
                TidingsClient dave = TidingsClient.connect(tidings, issuer.token("dave"))) {
            var unused = log.broker()
                    .produce(
                            log.announcements(),
                            "everyone",
                            Map.of("traceparent", traceparent(trace, true)),
                            "{}".getBytes(UTF_8));
            carol.next();
            dave.next();
            await().until(() -> COLLECTOR.spans(trace).size() == 2);
            assertThat(span(trace, "send /ws").attributes()).containsEntry("tidings.sessions.written", "2");
        }
    }
}
