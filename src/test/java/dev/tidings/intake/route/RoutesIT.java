package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FailedStart;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged application does not start with routes that cannot be meant, and says why in a sentence. */
class RoutesIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TIDINGS_ROUTES_ORDERS_WHEN          | amount > 100 | tidings.routes.orders.when: 1:1: undeclared reference to 'amount'
                    TIDINGS_ROUTES_ORDERS_FORMAT        | xml          | tidings.routes.orders.format: xml (expected: one of json,
                    TIDINGS_ROUTES_ORDERS_LIMIT_ROUTE   | often        | tidings.routes.orders.limit.route: often (expected:
                    TIDINGS_ROUTES_ORDERS_TEXT_EN_TITLE | {x           | tidings.routes.orders.text.en.title: 1:1: a brace
                    TIDINGS_ROUTES_ORDERS_EXTENSIONS_TENANT | x        | tidings.routes.orders.extensions.tenant: 1:1: undeclared
                    TIDINGS_ROUTES_ORDERS_TOPICS        | notifications | tidings.routes.orders.topics: takes notifications (expected:
                    TIDINGS_ROUTES_ORDERS_AUDIENCES     | key          | TIDINGS_ROUTES_ORDERS_AUDIENCES is not known (nearest: TIDINGS_ROUTES_*_AUDIENCE)
                    TIDINGS_INTAKE_ROUTES_FILE          | /nowhere     | /nowhere: not readable (expected: a file with routes)
                    """)
    void aWrongRouteStopsTheStart(String variable, String value, String said) {
        TidingsProcess.Setup setup = setup().env("TIDINGS_ROUTES_ORDERS_TOPICS", "orders")
                .env("TIDINGS_ROUTES_ORDERS_USER", "key")
                .env(variable, value);
        assertThat(FailedStart.of(setup)).contains(said);
    }

    @Test
    void aWrongRouteInTheFileStopsTheStart() throws IOException {
        Path file = Files.writeString(directory.resolve("routes.yaml"), "routes: {orders: {topics: orders, usr: key}}");
        assertThat(FailedStart.of(setup().env("TIDINGS_INTAKE_ROUTES_FILE", file.toString())))
                .contains(file + ":1: routes.orders.usr is not known (nearest: user)");
    }

    private static TidingsProcess.Setup setup() {
        return TidingsProcess.named("routes").issuer(Issuer.shared()).env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    }
}
