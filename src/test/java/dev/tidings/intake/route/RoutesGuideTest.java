package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.event.Event;
import dev.tidings.event.EventReader;
import dev.tidings.testkit.Markdown;
import dev.tidings.testkit.Records;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables and examples of the intake guide and its reference agree with the code. */
class RoutesGuideTest {
    private final Markdown guide = Markdown.page("intake.md");
    private final Markdown reference = Markdown.page("intake-reference.md");

    @Test
    void allKeysAreDocumentedWithTheirDefaults() {
        assertThat(reference.table("Keys of a route"))
                .extracting(row -> plain(row.get(0)), row -> plain(row.get(1)))
                .containsExactlyElementsOf(Arrays.stream(RouteKey.values())
                        .map(key -> tuple(
                                key.key().replace("*", "<" + (key == RouteKey.EXTENSIONS ? "name" : "locale") + ">"),
                                key.byDefault()))
                        .toList());
    }

    @Test
    void allVariablesAreDocumented() {
        assertThat(reference.table("What expressions see"))
                .extracting(row -> plain(row.get(0)))
                .containsExactlyElementsOf(Variables.NAMES);
    }

    @Test
    void eachExampleCompilesAndMapsItsRecord() throws WrongRoutesException {
        List<String> routes = guide.code("Examples", "yaml");
        List<String> records = guide.code("Examples", "json");
        assertThat(routes).hasSizeGreaterThanOrEqualTo(6).hasSameSizeAs(records);
        for (int i = 0; i < routes.size(); i++) {
            Routes compiled = SomeRoutes.compiler()
                    .compile(RoutesFile.read("routes.yaml", routes.get(i).getBytes(StandardCharsets.UTF_8)));
            Route route = compiled.of(compiled.topics().stream().findFirst().orElse("alerts.eu"))
                    .get(0);
            Draft draft = SomeRoutes.draft(
                    route, SomeRoutes.record("alice", records.get(i), SomeRoutes.header("user", "alice")));
            byte[] event = draft.events().get(0).value();
            Map<String, String> headers = Map.of("content-type", "application/cloudevents+json");
            assertThat(EventReader.read(Records.stored(headers, event))).isInstanceOf(Event.class);
        }
    }

    @Test
    void theGuidesRoutesCompile() throws WrongRoutesException {
        String yaml = guide.code("In five minutes", "yaml").get(0);
        Routes routes =
                SomeRoutes.compiler().compile(RoutesFile.read("routes.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(routes.topics()).containsExactly("orders", "payments");
    }

    @Test
    void theReadmesRoutesCompile() throws WrongRoutesException {
        String yaml = Markdown.readme().code("Existing topics", "yaml").get(0);
        Routes routes =
                SomeRoutes.compiler().compile(RoutesFile.read("routes.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(routes.topics()).containsExactly("orders");
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
