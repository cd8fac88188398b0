package dev.tidings.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TraceCollector;
import dev.tidings.testkit.TraceCollector.Span;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a producer's traceparent to the write to a socket, by the real exporter. */
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";
    private static final TestLog LOG = TestLog.create();
    private static Issuer issuer;
    private static TraceCollector collector;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        collector = TraceCollector.start();
        tidings = collector
                .fedBy(LOG.readBy(TidingsProcess.named("tracing").issuer(issuer)))
                .startReady();
    }

    @AfterAll
    static void stop() {
        tidings.close();
        collector.close();
        issuer.close();
    }

    private static String traceparent(String trace, boolean sampled) {
        return "00-" + trace + "-" + PRODUCER + (sampled ? "-01" : "-00");
    }

    private static RecordMetadata write(String user, String traceparent) {
        return LOG.record(user, Map.of("traceparent", traceparent), "{}".getBytes(UTF_8));
    }

    private static Span span(String trace, String name) {
        return collector.spans(trace).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Test
    void aTraceGoesFromTheProducerToTheSocketsAndToTheClient() {
        try (TidingsClient phone = TidingsClient.connect(tidings, issuer.token("alice"));
                TidingsClient laptop = TidingsClient.connect(tidings, issuer.token("alice"))) {
            Instant before = Instant.now();
            RecordMetadata written = write("alice", traceparent(TRACE, true));
            String received = phone.next().getString("traceparent");
            laptop.next();
            await().until(() -> collector.spans(TRACE).size() == 2);

            Span process = span(TRACE, "process " + LOG.notifications());
            assertThat(process.parent()).isEqualTo(PRODUCER);
            assertThat(process.kind()).isEqualTo(5);
            assertThat(process.attributes())
                    .containsEntry("messaging.system", "kafka")
                    .containsEntry("messaging.operation.name", "process")
                    .containsEntry("messaging.operation.type", "process")
                    .containsEntry("messaging.destination.name", LOG.notifications())
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
    void whatItsProducerDoesNotSampleGoesOnAsItIsAndSoDoesWhatNobodyHereWants() {
        String unsampled = traceparent("aaaabbbbccccddddaaaabbbbccccdddd", false);
        String forNobody = "11112222333344441111222233334444";
        String last = "99998888777766669999888877776666";
        try (TidingsClient bob = TidingsClient.connect(tidings, issuer.token("bob"))) {
            write("nobody", traceparent(forNobody, true));
            write("bob", unsampled);
            assertThat(bob.next().getString("traceparent")).isEqualTo(unsampled);
            write("bob", traceparent(last, true));
            bob.next();
            await().until(() -> collector.spans(last).size() == 2);
            assertThat(collector.spans("aaaabbbbccccddddaaaabbbbccccdddd")).isEmpty();
            assertThat(collector.spans(forNobody)).isEmpty();
        }
    }

    @Test
    void anAnnouncementIsOneSpanHoweverManyItIsFor() {
        String trace = "12341234123412341234123412341234";
        try (TidingsClient carol = TidingsClient.connect(tidings, issuer.token("carol"));
                TidingsClient dave = TidingsClient.connect(tidings, issuer.token("dave"))) {
            var unused = LOG.broker()
                    .produce(
                            LOG.announcements(),
                            "everyone",
                            Map.of("traceparent", traceparent(trace, true)),
                            "{}".getBytes(UTF_8));
            carol.next();
            dave.next();
            await().until(() -> collector.spans(trace).size() == 2);
            assertThat(span(trace, "send /ws").attributes()).containsEntry("tidings.sessions.written", "2");
        }
    }
}
