package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Markdown;
import dev.tidings.testkit.Program;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/intake.md with the packaged application, kcat and curl. */
@TidingsTest
class FiveMinutesIT {
    private static final Markdown GUIDE = Markdown.page("intake.md");
    private static final String SECTION = "In five minutes";

    @Inject
    private static Issuer issuer;

    @Inject
    private static InstanceFactory instances;

    private Path routes;
    private Broker broker;
    private TidingsProcess tidings;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        broker = Broker.own();
        TestLog log = TestLog.withDefaultNames(broker);
        broker.createTopic("orders", 4);
        broker.createTopic("payments", 4);
        routes = Files.writeString(
                folder.resolve("routes.yaml"), GUIDE.code(SECTION, "yaml").get(0));
        tidings = log.readBy(instances.named("five-minutes"))
                .env("TIDINGS_INTAKE_ROUTES_FILE", routes.toString())
                .env("TIDINGS_INTAKE_ROUTES_INTERVAL", "200ms")
                .startReady();
    }

    @AfterEach
    void stop() {
        tidings.close();
        broker.close();
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        command.replace("localhost:9092", broker.bootstrapServers())
                                .replace("http://localhost:8080", "http://127.0.0.1:" + tidings.port()))
                .redirectErrorStream(true);
        builder.environment()
                .put(
                        "TOKEN",
                        issuer.mint("publisher").groups("tidings-publisher").sign());
        builder.environment()
                .put("ADMIN", issuer.mint("root").groups("tidings-admin").sign());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    /** The guide's lines with kcat, and its request. */
    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        for (String block : GUIDE.code(SECTION, "shell")) {
            if (block.contains("kcat")) {
                commands.addAll(block.lines().toList());
            } else if (block.startsWith("curl")) {
                commands.add(block);
            }
        }
        return commands;
    }

    @Test
    void recordsOfTwoTopicsAndARequestBecomeEvents() throws Exception {
        assertThat(Program.find("kcat")).isExecutable();
        List<String> commands = commands();
        assertThat(commands).hasSize(5);
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            for (String command : commands) {
                run(command);
            }
            List<JsonObject> events = List.of(alice.next(), alice.next(), alice.next());
            assertThat(events)
                    .extracting(event -> event.getString("type"))
                    .containsExactlyInAnyOrder(
                            "com.example.order.shipped", "com.example.payment.received", "com.example.invoice.ready");
            JsonObject order = events.stream()
                    .filter(event -> event.getString("type").endsWith("shipped"))
                    .findFirst()
                    .orElseThrow()
                    .getJsonObject("data");
            assertThat(order.getString("title")).isEqualTo("Order 4711 is on its way");
            assertThat(order.getString("body")).isEqualTo("It comes to Ghent.");
        }
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_intake_records_total", "outcome", "filtered"))
                .isEqualTo(2));
        assertThat(tidings.metric("tidings_intake_records_total", "outcome", "mapped"))
                .isEqualTo(2);
        for (String route : List.of("orders", "payments")) {
            // Whatever became of them: the outcomes add up.
            assertThat(tidings.metric("tidings_intake_read_total", "route", route))
                    .as(route)
                    .isEqualTo(2)
                    .isEqualTo(tidings.metric("tidings_intake_records_total", "route", route));
        }
        assertThat(tidings.log("ERROR")).isEmpty();
    }

    @Test
    void aDeadLetterIsMappedAfterItsRouteWasCorrected() throws Exception {
        // As soon as the pod says that it is ready: it would be passed over if that were too soon.
        broker.produce("payments", "alice", Map.of(), "{\"amount\": \"250\"}".getBytes(UTF_8));
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            String asked = "curl -s -H \"Authorization: Bearer $ADMIN\" http://localhost:8080/api/admin/dead-letters";
            await().atMost(Duration.ofSeconds(20)).until(() -> !new JsonObject(run(asked))
                    .getJsonArray("deadLetters")
                    .isEmpty());
            JsonObject letter =
                    new JsonObject(run(asked)).getJsonArray("deadLetters").getJsonObject(0);
            assertThat(letter.getString("reason")).isEqualTo("expression");
            assertThat(letter.getString("route")).isEqualTo("payments");

            Files.writeString(
                    routes, Files.readString(routes).replace("value.amount > 100", "double(value.amount) > 100.0"));
            await().atMost(Duration.ofSeconds(20)).until(() -> tidings.log().contains("Routes changed"));
            run(asked.replace("-s", "-s -X POST") + "/" + letter.getString("position") + "/retry");

            JsonObject event = alice.next();
            assertThat(event.getString("type")).isEqualTo("com.example.payment.received");
            assertThat(event.getString("id")).matches("payments-\\d-0");
        }
    }
}
