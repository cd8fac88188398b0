package dev.tidings.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as OpenTelemetry's collector does: OTLP over HTTP, in protobuf. */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /** What a test looks at. {@code kind} is OTLP's number: 3 is a client, 5 a consumer. */
    public record Span(
            String trace,
            String id,
            String parent,
            String name,
            long kind,
            long start,
            long end,
            Map<String, String> attributes) {
        static Span of(Protobuf span) {
            Map<String, String> attributes = new HashMap<>();
            for (Protobuf attribute : span.messages(9)) {
                Protobuf value = attribute.messages(2).get(0);
                String text = value.text(1);
                attributes.put(attribute.text(1), text.isEmpty() ? Long.toString(value.number(3)) : text);
            }
            return new Span(
                    hex(span.bytes(1)),
                    hex(span.bytes(2)),
                    hex(span.bytes(4)),
                    span.text(5),
                    span.number(6),
                    span.number(7),
                    span.number(8),
                    attributes);
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceCollector collector = new TraceCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        Protobuf request = Protobuf.of(exchange.getRequestBody().readAllBytes());
        request.messages(1).stream()
                .flatMap(resource -> resource.messages(2).stream())
                .flatMap(scope -> scope.messages(2).stream())
                .map(Span::of)
                .forEach(spans::add);
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Sets a process up to send its spans here, soon after they end. */
    public TidingsProcess.Setup fedBy(TidingsProcess.Setup setup) {
        return setup.env("QUARKUS_OTEL_SDK_DISABLED", "false")
                .env(
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .env("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .env("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms");
    }

    /** Those of one trace that have come so far. */
    public List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
