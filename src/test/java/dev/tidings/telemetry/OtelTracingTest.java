package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Event;
import dev.tidings.event.Partition;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.tail.Traced;
import dev.tidings.telemetry.TracedRecord.Fate;
import dev.tidings.testkit.ManualClock;
import dev.tidings.testkit.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtelTracingTest {
    private static final Partition PARTITION = new Partition(Topic.NOTIFICATIONS, 3);
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenTraces open = new OpenTraces(registry, clock);
    private final Kept kept = new Kept();
    private final OtelTracing tracing = new OtelTracing(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(kept))
                            .build())
                    .build(),
            new TopicNames("shop.notifications", "shop.announcements", "shop"),
            open,
            false);

    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static Event event(int n) {
        return Event.plain(new byte[] {(byte) n}, 0, 1, n);
    }

    private Traced routed(Event event, int sessions) {
        Traced traced = tracing.routed(SAMPLED, PARTITION, 42);
        traced.waits(event, sessions);
        return traced;
    }

    private SpanData span(String name) {
        return kept.spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Long number(String span, String attribute) {
        return span(span).getAttributes().get(AttributeKey.longKey(attribute));
    }

    private long nanos() {
        return clock.millis() * 1_000_000;
    }

    @Test
    void theSpanLastsUntilTheLastWriteAndCountsAllSessions() {
        Event event = event(1);
        Traced traced = routed(event, 3);
        long routed = nanos();
        clock.advance(Duration.ofMillis(2));
        long first = nanos();
        open.settled(event, Fate.WRITTEN);
        open.settled(event, Fate.COLLAPSED);
        clock.advance(Duration.ofMillis(5));
        assertThat(kept.spans).as("one session still waits").isEmpty();
        open.settled(event, Fate.WRITTEN);

        SpanData process = span("process shop.notifications");
        assertThat(process.getStartEpochNanos()).isEqualTo(routed);
        assertThat(process.getEndEpochNanos()).isEqualTo(nanos());
        assertThat(number(process.getName(), "tidings.sessions")).isEqualTo(3);
        assertThat(number(process.getName(), "tidings.sessions.written")).isEqualTo(2);
        assertThat(number(process.getName(), "tidings.sessions.collapsed")).isEqualTo(1);
        SpanData send = span("send /ws");
        assertThat(send.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(send.getStartEpochNanos()).isEqualTo(first);
        assertThat(send.getEndEpochNanos()).isEqualTo(nanos());
        assertThat(traced.continued()).hasValueSatisfying(text -> assertThat(text)
                .isEqualTo("00-" + process.getTraceId() + "-" + process.getSpanId() + "-01"));
    }

    @Test
    void anEventThatIsNotSampledHasNoSpan() {
        assertThat(tracing.routed(SAMPLED.replace("-01", "-00"), PARTITION, 42)).isSameAs(Traced.NOT);
        assertThat(tracing.routed("nonsense", PARTITION, 42)).isSameAs(Traced.NOT);
        assertThat(kept.spans).isEmpty();
    }

    @Test
    void aSpanEndsWithoutSessionsThatTakeTooLong() {
        Event event = event(1);
        routed(event, 2);
        open.settled(event, Fate.WRITTEN);
        clock.advance(OpenTraces.LONGEST);
        open.sweep();
        assertThat(kept.spans).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        open.sweep();
        assertThat(number("process shop.notifications", "tidings.sessions.waiting"))
                .isEqualTo(1);
        assertThat(cut()).isEqualTo(1);
        open.settled(event, Fate.WRITTEN);
        assertThat(kept.spans).as("it is told once").hasSize(2);
    }

    @Test
    void aSpanWaitsForAThousandSessionsAtMost() {
        for (int i = 0; i < OpenTraces.MOST; i++) {
            routed(event(i), 1);
        }
        assertThat(kept.spans).isEmpty();
        routed(event(-1), 1);
        assertThat(number("process shop.notifications", "tidings.sessions.waiting"))
                .isEqualTo(1);
        assertThat(cut()).isEqualTo(1);
    }

    private double cut() {
        return Objects.requireNonNull(registry.find(Metric.TRACES_CUT.meter()).functionCounter())
                .count();
    }

    @Test
    void theSpanOfAnUndeliveredEventHasAReason() {
        tracing.routed(SAMPLED, PARTITION, 42).expired();
        tracing.routed(SAMPLED, PARTITION, 43).rejected(RejectReason.NOT_JSON);
        assertThat(kept.spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
        assertThat(kept.spans.get(0).getAttributes().get(AttributeKey.stringKey("tidings.outcome")))
                .isEqualTo("expired");
        assertThat(kept.spans.get(1).getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("not-json");
    }
}
