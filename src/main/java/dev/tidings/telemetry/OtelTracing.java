package dev.tidings.telemetry;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partition;
import dev.tidings.event.TopicsConfig;
import dev.tidings.tail.Traced;
import dev.tidings.tail.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span for each routed record that its producer samples, from the routing to the last write to a socket. The
 * names are OpenTelemetry's for messaging.
 *
 * <p>Quarkus' own switch turns it off, which is the default.
 */
@Singleton
class OtelTracing implements Tracing {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;
    private final TopicsConfig topics;
    private final OpenTraces open;
    private final boolean on;

    OtelTracing(
            OpenTelemetry telemetry,
            TopicsConfig topics,
            OpenTraces open,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.tracer = telemetry.getTracer("dev.tidings");
        this.topics = topics;
        this.open = open;
        this.on = !disabled;
    }

    void begin(@Observes StartupEvent start, Vertx vertx) {
        if (on) {
            vertx.setPeriodic(TimeUnit.SECONDS.toMillis(1), timer -> open.sweep());
        }
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public Traced routed(String traceparent, Partition partition, long offset) {
        Context parent = W3C.extract(Context.root(), traceparent, Traceparent.GETTER);
        if (!Span.fromContext(parent).getSpanContext().isSampled()) {
            return Traced.NOT;
        }
        String topic = topics.nameOf(partition.topic());
        Span process = tracer.spanBuilder("process " + topic)
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(open.now())
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition.number()))
                .setAttribute("messaging.kafka.offset", offset)
                .startSpan();
        return new TracedRecord(process, tracer, open);
    }

    /** Reads the one header {@code traceparent}. */
    private enum Traceparent implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HeaderBlock.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HeaderBlock.TRACEPARENT) ? carrier : null;
        }
    }
}
