package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsIT {
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    @Test
    void aStartAnOutageAndAStopAreLoggedInFewLinesOfJson() {
        try (Broker broker = Broker.own();
                Issuer issuer = Issuer.start();
                TidingsProcess tidings = TidingsProcess.named("logs")
                        .issuer(issuer)
                        .env("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                        .start()) {
            await().atMost(OUTAGE).until(() -> tidings.log().contains("WaitingForTopics"));
            probe(tidings);
            broker.createTopic("notifications", 1);
            broker.createTopic("announcements", 1);
            broker.createTopic("notifications.control", 1);
            tidings.awaitReady();

            broker.stop();
            await().atMost(OUTAGE).until(() -> tidings.log().contains("BrokerSilent"));
            await().atMost(OUTAGE).until(() -> !tidings.is("ready"));
            probe(tidings);
            tidings.stop();

            assertThat(lines(tidings))
                    .hasSizeLessThan(20)
                    .noneMatch(line -> line.getString("level").equals("ERROR"))
                    .noneMatch(line -> line.getString("level").equals("WARN"))
                    .noneMatch(line -> line.getString("loggerName").startsWith("org.apache.kafka"));
        }
    }

    /** As a kubelet does: why it is not ready was said when it came to be so, and is not said each time. */
    private static void probe(TidingsProcess tidings) {
        for (int probe = 0; probe < 10; probe++) {
            assertThat(Http.get(tidings.http("/q/health/ready")).status()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1,         WARN,  broker does not answer",
        "nobody.invalid:9092, ERROR, No resolvable bootstrap urls"
    })
    void aBrokerThatDoesNotAnswerIsLoggedOnce(String address, String level, String said) {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = TidingsProcess.named("logs-nobody")
                        .issuer(issuer)
                        .env("KAFKA_BOOTSTRAP_SERVERS", address)
                        .start()) {
            // By who reads the log, and by who reads the control topic.
            await().atMost(OUTAGE).until(() -> complaints(tidings).size() == 2);
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> complaints(tidings).size() == 2);
            assertThat(tidings.log(level))
                    .filteredOn(line -> line.contains("dev.tidings.tail"))
                    .singleElement()
                    .asString()
                    .contains(said);
            assertThat(complaints(tidings))
                    .filteredOn(line -> line.contains("control topic"))
                    .hasSize(1);
            assertThat(Http.get(tidings.http("/q/health/ready")))
                    .satisfies(ready -> assertThat(ready.status()).isEqualTo(503))
                    .satisfies(ready -> assertThat(ready.body()).contains("\"connecting\""));
        }
    }

    private static List<String> complaints(TidingsProcess tidings) {
        return Stream.concat(tidings.log("WARN").stream(), tidings.log("ERROR").stream())
                .toList();
    }

    /** But for what a JDK from 24 on says of Netty. */
    private static List<JsonObject> lines(TidingsProcess tidings) {
        return tidings.log()
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(JsonObject::new)
                .toList();
    }
}
