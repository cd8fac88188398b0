package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.intake.format.SourceHeader;
import dev.tidings.intake.format.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Routes of YAML, and records for them. */
final class SomeRoutes {
    static final int MAX_EVENT_SIZE = 262_144;
    static final long TIMESTAMP = 1_795_000_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RoutesCompiler COMPILER = new RoutesCompiler(
            new SomeFormats(), Set.of("notifications", "announcements", "notifications.control"), MAX_EVENT_SIZE);

    private SomeRoutes() {}

    static RoutesCompiler compiler() {
        return COMPILER;
    }

    /** The route {@code orders} of the topic {@code orders} with these keys, a line each. */
    static Route route(String... keys) {
        try {
            return COMPILER.compile(RoutesFile.read("routes.yaml", yaml(keys)))
                    .of("orders")
                    .get(0);
        } catch (WrongRoutesException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** What is said of the route with these keys. */
    static String fault(String... keys) {
        return faultOf(new String(yaml(keys), StandardCharsets.UTF_8));
    }

    static String faultOf(String yaml) {
        return catchThrowableOfType(
                        WrongRoutesException.class,
                        () -> COMPILER.compile(RoutesFile.read("routes.yaml", yaml.getBytes(StandardCharsets.UTF_8))))
                .getMessage();
    }

    private static byte[] yaml(String... keys) {
        StringBuilder yaml = new StringBuilder("routes:\n  orders:\n");
        if (Arrays.stream(keys).noneMatch(key -> key.startsWith("topic"))) {
            yaml.append("    topics: orders\n");
        }
        for (String key : keys) {
            yaml.append("    ").append(key.replace("\n", "\n    ")).append('\n');
        }
        return yaml.toString().getBytes(StandardCharsets.UTF_8);
    }

    static SourceRecord record(String key, String value, SourceHeader... headers) {
        return new SourceRecord(
                new SourceRecord.Place("orders", 3, 42),
                TIMESTAMP,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                List.of(headers));
    }

    static SourceHeader header(String name, String value) {
        return new SourceHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What the route makes of a record with that value and the key {@code alice}, which must be one draft. */
    static Draft draft(Route route, String value) {
        return draft(route, record("alice", value));
    }

    static Draft draft(Route route, SourceRecord record) {
        Mapping mapping = route.map(record);
        assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
        List<Draft> drafts = ((Mapping.Mapped) mapping).drafts();
        assertThat(drafts).hasSize(1);
        return drafts.get(0);
    }

    static JsonNode event(Route route, String value) {
        return json(draft(route, value));
    }

    static JsonNode json(Draft draft) {
        try {
            return JSON.readTree(draft.events().get(0).value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> keys(Draft draft) {
        return draft.events().stream()
                .map(event -> event.topic().label() + " " + event.key())
                .toList();
    }

    static Mapping.Dead dead(Route route, String value) {
        return dead(route, record("alice", value));
    }

    static Mapping.Dead dead(Route route, SourceRecord record) {
        Mapping mapping = route.map(record);
        assertThat(mapping).isInstanceOf(Mapping.Dead.class);
        return (Mapping.Dead) mapping;
    }
}
