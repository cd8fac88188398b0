package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Markdown;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/publishing.md and docs/intake.md. */
@TidingsTest(ownBroker = true)
class GuideIT {
    private static final Markdown PUBLISHING = Markdown.page("publishing.md");
    private static final Markdown INTAKE = Markdown.page("intake.md");

    @Inject
    private static Broker broker;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    /** One command may go over several lines. */
    private static List<String> commands(Markdown page, String section) {
        List<String> commands = new ArrayList<>();
        for (String block : page.code(section, "shell")) {
            for (String command : block.split("\n(?=curl )", -1)) {
                commands.add(command);
            }
        }
        assertThat(commands).isNotEmpty().allMatch(command -> command.startsWith("curl "));
        return commands;
    }

    /** What it answered, and its status behind that. */
    private static String run(String command) throws IOException, InterruptedException {
        String asked = command.replaceFirst("^curl ", "curl -s -w ' %{http_code}' ")
                .replace("http://localhost:8080", "http://127.0.0.1:" + tidings.port());
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", asked).redirectErrorStream(true);
        builder.environment()
                .put("ADMIN", issuer.mint("root").groups("tidings-admin").sign());
        builder.environment()
                .put(
                        "PUBLISHER",
                        issuer.mint("service-account-orders")
                                .groups("tidings-publisher")
                                .sign());
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return answer;
    }

    @Test
    void eventsPublishedByRestArrive() throws Exception {
        List<String> commands = commands(PUBLISHING, "Requests");
        assertThat(commands).hasSize(3);
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            for (String command : commands) {
                assertThat(run(command)).endsWith(" 202");
            }
            assertThat(alice.nextIds(4))
                    .containsExactlyInAnyOrder("4711-shipped", "4711-paid", "4712-shipped", "maintenance");
        }
    }

    @Test
    void deadLettersAreListedShownAndRetried() throws Exception {
        Map<String, String> headers = Map.of(
                "tidings_reason", "expression",
                "tidings_message", "amount: a text (expected: a number)",
                "tidings_route", "orders",
                "tidings_topic", "orders",
                "tidings_partition", "7",
                "tidings_offset", "4711",
                "tidings_timestamp", "1767225600000");
        broker.produceTo(0, "notifications.dead-letters", "4711", headers, "{}".getBytes(UTF_8));
        List<String> commands = new ArrayList<>(commands(INTAKE, "Inspect"));
        commands.addAll(commands(INTAKE, "Retry"));
        assertThat(commands).hasSize(5);
        List<String> answers = new ArrayList<>();
        for (String command : commands) {
            answers.add(run(command));
        }
        assertThat(answers.subList(0, 3)).allMatch(answer -> answer.endsWith(" 200"));
        assertThat(answers.subList(3, 5)).allMatch(answer -> answer.endsWith(" 202"));
        JsonObject documented = new JsonObject(INTAKE.code("Inspect", "json").get(0));
        JsonObject listed = new JsonObject(answers.get(0).replaceFirst(" 200$", ""));
        assertThat(listed.getJsonArray("deadLetters").getJsonObject(0).fieldNames())
                .isEqualTo(
                        documented.getJsonArray("deadLetters").getJsonObject(0).fieldNames());
        assertThat(documented.fieldNames()).containsAll(listed.fieldNames());
    }
}
