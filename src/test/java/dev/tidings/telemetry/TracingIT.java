package dev.tidings.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void theTraceOfARecordIsContinuedToTheCollectorAndToTheClient() throws Exception {
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            synchronized (exported) {
                exchange.getRequestBody().transferTo(exported);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        TestLog log = TestLog.create();
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(
                                TidingsProcess.named("tracing").issuer(issuer))
                        .env("QUARKUS_OTEL_SDK_DISABLED", "false")
                        .env(
                                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                                "http://127.0.0.1:" + collector.getAddress().getPort())
                        .env("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                        .env("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms")
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.record("alice", Map.of("traceparent", TRACEPARENT), "{}".getBytes(UTF_8));

            assertThat(alice.next().getString("traceparent"))
                    .startsWith("00-" + TRACE + "-")
                    .doesNotContain(SPAN)
                    .endsWith("-01");
            await().until(() -> {
                synchronized (exported) {
                    String spans = exported.toString(StandardCharsets.ISO_8859_1);
                    return spans.contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))
                            && spans.contains(new String(HexFormat.of().parseHex(SPAN), StandardCharsets.ISO_8859_1))
                            && spans.contains("process " + log.notifications());
                }
            });

            log.record("alice", Map.of("traceparent", TRACEPARENT.replace("-01", "-00")), "{}".getBytes(UTF_8));
            assertThat(alice.next().getString("traceparent"))
                    .as("what its producer does not sample goes on as it is")
                    .isEqualTo(TRACEPARENT.replace("-01", "-00"));
        } finally {
            collector.stop(0);
        }
    }
}
