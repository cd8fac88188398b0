package dev.tidings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FarewellIT {
    private static Issuer issuer;
    private static TestLog log;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        log = TestLog.create();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static TidingsProcess.Setup setup(String name) {
        return log.readBy(TidingsProcess.named(name).issuer(issuer));
    }

    @Test
    void atSigtermEachClientIsToldWhenToComeBackAndClosedWith1012() {
        try (TidingsProcess tidings = setup("farewell").startReady()) {
            List<CompletableFuture<TidingsClient>> opening = IntStream.range(0, 100)
                    .mapToObj(i -> TidingsClient.connecting(tidings, issuer.token("user-" + i), null))
                    .toList();
            List<TidingsClient> clients =
                    opening.stream().map(CompletableFuture::join).toList();
            tidings.process().destroy();
            for (TidingsClient client : clients) {
                JsonObject goaway = client.next();
                assertThat(goaway.getString("type")).isEqualTo("tidings.goaway");
                assertThat(goaway.getJsonObject("data").getInteger("reconnectin"))
                        .isBetween(0, 5_000);
                assertThat(goaway.getJsonObject("data").getString("reason")).isEqualTo("moving-on");
                assertThat(client.socket().awaitClosed().code()).isEqualTo(1012);
            }
            tidings.awaitExit(Duration.ofSeconds(2));
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void whileItShutsDownNobodyIsLetIn() {
        try (TidingsProcess tidings =
                setup("farewell-delayed").env("QUARKUS_SHUTDOWN_DELAY", "2s").startReady()) {
            TidingsClient client = TidingsClient.connect(tidings, issuer.token("alice"));
            tidings.process().destroy();
            assertThat(client.socket().awaitClosed().code()).isEqualTo(1012);
            assertThat(status(tidings)).isEqualTo(503);
            assertThat(tidings.is("ready")).isFalse();
            tidings.awaitExit(Duration.ofSeconds(5));
        }
    }

    private static int status(TidingsProcess tidings) {
        try {
            return WsClient.to(tidings.ws()).bearer(issuer.token("bob")).status();
        } catch (CompletionException e) {
            return -1;
        }
    }
}
