package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Markdown;
import dev.tidings.testkit.Program;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README tells to do, done: its environment, its commands. */
@TidingsTest(ownBroker = true)
class ReadmeIT {
    private static final Markdown README = Markdown.readme();
    private static final String PAGE = "https://app.example.com";

    @Inject
    private static Broker broker;

    @Inject
    private static Issuer issuer;

    @Inject
    private static InstanceFactory instances;

    private static TidingsProcess tidings;

    @BeforeAll
    static void startWithTheReadmesEnvironment() {
        TidingsProcess.Setup setup = TidingsProcess.named("readme");
        environment().forEach(setup::env);
        tidings = instances.keep(setup);
    }

    /** The table's variables with the table's examples, but for addresses, which are the test's own. */
    private static Map<String, String> environment() {
        Map<String, String> environment = Markdown.page("configuration.md").table("Environment").stream()
                .collect(toMap(
                        row -> row.get(0).replace("`", ""), row -> row.get(1).replace("`", "")));
        assertThat(environment).containsKey("QUARKUS_HTTP_PORT");
        environment.replace("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.replace("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        environment.replace("QUARKUS_HTTP_HOST", "127.0.0.1");
        // TidingsProcess chooses the port, and gives it by this very variable.
        environment.remove("QUARKUS_HTTP_PORT");
        // The file is the image's, and its options a JDK 25's (ImageIT).
        environment.computeIfPresent("JDK_JAVA_OPTIONS", (name, options) -> options.replace("@/app/jvm.options ", ""));
        return environment;
    }

    @Test
    void theDocumentedEnvironmentIsSufficient() {
        try (TidingsClient bob = connect("bob")) {
            broker.produce("notifications", "bob", Map.of(), "{\"text\":\"hi\"}".getBytes(UTF_8));
            assertThat(bob.next().getJsonObject("data").getString("text")).isEqualTo("hi");
        }
    }

    @Test
    void onlyAPageOfTheConfiguredOriginMayConnect() {
        String token = issuer.mint("bob").sign();
        try (WsClient page =
                WsClient.to(tidings.ws()).header("Origin", PAGE).bearer(token).open()) {
            assertThat(page.next()).contains("tidings.welcome");
        }
        assertThat(WsClient.to(tidings.ws())
                        .header("Origin", PAGE + ".evil.example")
                        .bearer(token)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void eventsWrittenWithKcatReachTheUser() throws Exception {
        assertThat(Program.find("kcat")).isExecutable();
        List<String> commands = README.code("A first event", "shell").stream()
                .flatMap(String::lines)
                .toList();
        assertThat(commands).hasSize(3).allMatch(command -> command.contains("kcat"));
        try (TidingsClient alice = TidingsClient.connect(
                tidings, issuer.mint("alice").groups("staff").sign())) {
            for (String command : commands) {
                String text = command.replaceAll(".*\"text\": \"([^\"]+)\".*", "$1");
                run(command.replace("localhost:9092", broker.bootstrapServers()));
                assertThat(alice.next().getJsonObject("data").getString("text")).isEqualTo(text);
            }
        }
    }

    private static TidingsClient connect(String user) {
        return TidingsClient.connect(tidings, issuer.mint(user).sign());
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).inheritIO().start();
        assertThat(process.waitFor()).as(command).isZero();
    }
}
