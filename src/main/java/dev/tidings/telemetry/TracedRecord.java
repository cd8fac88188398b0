package dev.tidings.telemetry;

import dev.tidings.event.Event;
import dev.tidings.event.RejectReason;
import dev.tidings.tail.Traced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The span of a record, with the record's outcome for each of its sessions. Any thread. */
final class TracedRecord implements Traced {
    /** The outcome for one session. */
    enum Fate {
        WRITTEN,
        EXPIRED,
        COLLAPSED
    }

    private final Span process;
    private final Tracer tracer;
    private final OpenTraces open;
    private final Instant begun;
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int waiting;
    private @Nullable Instant firstWrite;
    private @Nullable Instant lastWrite;
    private boolean ended;

    TracedRecord(Span process, Tracer tracer, OpenTraces open) {
        this.process = process;
        this.tracer = tracer;
        this.open = open;
        this.begun = open.now();
    }

    Instant begun() {
        return begun;
    }

    @Override
    public Optional<String> continued() {
        SpanContext context = process.getSpanContext();
        return context.isValid() ? Optional.of(text(context)) : Optional.empty();
    }

    private static String text(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    @Override
    public synchronized void waits(Event event, int sessions) {
        waiting = sessions;
        process.setAttribute("tidings.sessions", sessions);
        open.add(event, this);
    }

    @Override
    public synchronized void expired() {
        process.setAttribute("tidings.outcome", "expired");
        end();
    }

    @Override
    public synchronized void rejected(RejectReason reason) {
        process.setAttribute("error.type", reason.label());
        process.setStatus(StatusCode.ERROR);
        end();
    }

    /** Adds the outcome of a session, and returns true for the last session. */
    synchronized boolean settle(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
        if (fate == Fate.WRITTEN) {
            lastWrite = open.now();
            firstWrite = firstWrite == null ? lastWrite : firstWrite;
        }
        return --waiting == 0;
    }

    /** Ends the span, once; later outcomes are not recorded. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        fates.forEach((fate, sessions) ->
                process.setAttribute("tidings.sessions." + fate.name().toLowerCase(Locale.ROOT), sessions));
        if (waiting > 0) {
            process.setAttribute("tidings.sessions.waiting", waiting);
        }
        if (firstWrite != null && lastWrite != null) {
            recordWrites(firstWrite, lastWrite);
        }
        process.end(open.now());
    }

    /** Makes one span for the writes of all sessions, since an announcement may have thousands. */
    private void recordWrites(Instant first, Instant last) {
        tracer.spanBuilder("send /ws")
                .setParent(Context.root().with(process))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(first)
                .setAttribute("messaging.system", "websocket")
                .setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", "/ws")
                .setAttribute("tidings.sessions.written", fates.getOrDefault(Fate.WRITTEN, 0))
                .startSpan()
                .end(last);
    }
}
