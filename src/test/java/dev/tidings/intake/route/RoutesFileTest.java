package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesFileTest {
    @Test
    void keysAreReadAsTheyAreWritten() throws WrongRoutesException {
        List<RouteSettings> routes = read("""
                routes:
                  orders:
                    topics: [orders, orders.eu]
                    when: true
                    expiry: 2026-11-18T10:46:40Z
                    text:
                      de-AT:
                        title: >-
                          Guten
                          Tag
                """);
        assertThat(routes).extracting(RouteSettings::name).containsExactly("orders");
        assertThat(routes.get(0).values())
                .containsEntry("topics", "orders,orders.eu")
                .containsEntry("when", "true")
                .containsEntry("expiry", "2026-11-18T10:46:40Z")
                .containsEntry("text.de-AT.title", "Guten Tag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet", "routes:", "routes: {}", "---"})
    void aFileMayBeWithoutRoutes(String yaml) throws WrongRoutesException {
        assertThat(read(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    routes: {a: {topics: a, usr: key}}       | routes.yaml:1: routes.a.usr is not known (nearest: user)
                    routes: {a: {limit: {rout: key}}}        | routes.yaml:1: routes.a.limit.rout is not known (nearest: limit.route)
                    routes: {a: {text: {de: {titel: key}}}}  | routes.yaml:1: routes.a.text.de.titel is not known (nearest: text.*.title)
                    route: {}                                | routes.yaml:1: route is not known (expected: routes)
                    routes: [a]                              | routes.yaml:1: routes: sequence (expected: a mapping)
                    routes: {a: b}                           | routes.yaml:1: routes.a: scalar (expected: a mapping)
                    routes: {a: {limit: 5}}                  | routes.yaml:1: routes.a.limit: scalar (expected: a mapping)
                    routes: {a: {user: [key]}}               | routes.yaml:1: routes.a.user: sequence (expected: a text)
                    routes: {a: {topics: {b: c}}}            | routes.yaml:1: routes.a.topics: mapping (expected: a list of texts)
                    routes: {a: {user: x, user: y}}          | routes.yaml:1: routes.a.user is set twice (expected: once)
                    routes: {a: {}, a: {}}                   | routes.yaml:1: routes.a is set twice (expected: once)
                    routes: {a: {user: &x [*x]}}             | routes.yaml:1: routes.a.user: sequence (expected: a text)
                    """)
    void aFaultNamesItsLineAndWhatWasExpected(String yaml, String said) {
        assertThat(faultOf(yaml)).isEqualTo(said);
    }

    @Test
    void whatIsNoYamlIsSaidInASentence() {
        assertThat(faultOf("routes:\n  a: [")).startsWith("routes.yaml:").endsWith("(expected: YAML)");
        assertThat(faultOf("a: b\n---\nc: d")).startsWith("routes.yaml:");
        assertThat(faultOf("\u0000")).isEqualTo("routes.yaml: not readable (expected: one document of YAML)");
        assertThat(faultOf("x".repeat(1 << 21))).isEqualTo("routes.yaml: too large (expected: at most 1048576 bytes)");
        assertThat(faultOf("[".repeat(50_000))).startsWith("routes.yaml");
    }

    @RepeatedTest(200)
    void whateverIsInItNothingElseIsThrown() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(200)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) "routes:{}[]&*!|>'\"\n -ab\u0000\u00ff%@".charAt(random.nextInt(26));
        }
        try {
            SomeRoutes.compiler().compile(RoutesFile.read("routes.yaml", bytes));
        } catch (WrongRoutesException e) {
            assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static List<RouteSettings> read(String yaml) throws WrongRoutesException {
        return RoutesFile.read("routes.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
