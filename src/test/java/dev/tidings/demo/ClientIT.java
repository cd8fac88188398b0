package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.tidings.testkit.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code tidings.js} in a real browser, with a server, a clock and dice of the tests' own: see tidings.test.js. */
class ClientIT {
    private static final String ORIGIN = "https://client.example";

    @TestFactory
    Stream<DynamicTest> client() {
        return results().entrySet().stream()
                .map(result -> DynamicTest.dynamicTest(
                        String.valueOf(result.getKey()),
                        () -> assertThat(result.getValue()).asString().isEmpty()));
    }

    private static Map<?, ?> results() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPage();
            page.route(ORIGIN + "/**", ClientIT::serve);
            page.navigate(ORIGIN + "/blank.html");
            Object results = page.evaluate("() => import('/tidings.test.js').then((tests) => tests.run())");
            assertThat(results).isInstanceOf(Map.class);
            return (Map<?, ?>) results;
        }
    }

    private static void serve(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.equals("/blank.html")) {
            route.fulfill(new FulfillOptions().setContentType("text/html").setBody("<!doctype html>"));
            return;
        }
        route.fulfill(new FulfillOptions().setContentType("text/javascript").setBodyBytes(read("/demo" + path)));
    }

    private static byte[] read(String name) {
        try (InputStream file = ClientIT.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + ": not on the class path (expected: there)");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
