package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.EventReader;
import dev.tidings.event.Reading;
import dev.tidings.intake.format.SourceHeader;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.testkit.Records;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever stands in a record, a route says one of three things, and an event that it makes is one that the log takes. */
class RouteFuzzTest {
    private static final int RECORDS = 20_000;

    private static final List<Route> ROUTES = List.of(
            SomeRoutes.route("user: key"),
            SomeRoutes.route("user: key", "key-format: json", "type: value.type"),
            SomeRoutes.route("user: key", "key-format: long"),
            SomeRoutes.route("user: value", "when: has(value.a) || value != 0"),
            SomeRoutes.route("audience: value.a", "type: value.type", "id: value.id"),
            SomeRoutes.route(
                    "audience: headers.user",
                    "subject: value.?a",
                    "time: value.?b",
                    "expiry: value.?c",
                    "collapse-key: value.?a",
                    "extensions: {tenant: 'value.?b'}"),
            SomeRoutes.route(
                    "user: \"value.map(x, string(x))\"",
                    "locale: value.?id",
                    "text: {en: {title: '{value}{key}', body: '{value.?a}'}}"),
            SomeRoutes.route("user: key", "format: text", "data: '[value, headers, event, timestamp]'"),
            SomeRoutes.route("user: event.a", "format: cloudevents", "when: event.type != ''"),
            SomeRoutes.route("audience: \"['everyone', key]\"", "format: cloudevents", "data: value"));

    @RepeatedTest(3)
    void randomRecordsBecomeValidEventsOrDeadLetters() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] outcomes = new int[3];
        for (int i = 0; i < RECORDS; i++) {
            SourceRecord record = record(random);
            for (Route route : ROUTES) {
                outcomes[check(route, record, seed)]++;
            }
        }
        System.out.println("seed " + seed + ": " + outcomes[0] + " mapped, " + outcomes[1] + " filtered, " + outcomes[2]
                + " dead");
        assertThat(outcomes).as("seed %d: mapped, filtered, dead", seed).doesNotContain(0);
    }

    private static int check(Route route, SourceRecord record, long seed) {
        try {
            Mapping mapping = route.map(record);
            if (mapping instanceof Mapping.Mapped mapped) {
                mapped.drafts().forEach(draft -> check(draft, seed));
                return 0;
            }
            if (mapping instanceof Mapping.Dead dead) {
                assertThat(dead.reason().label())
                        .as("seed %d: %s", seed, dead.message())
                        .isNotEqualTo("internal");
                return 2;
            }
            return 1;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void check(Draft draft, long seed) {
        for (Outgoing each : draft.events()) {
            assertThat(each.key().chars()).as("seed %d", seed).noneMatch(Character::isISOControl);
            Reading read = EventReader.read(
                    Records.stored(Map.of("content-type", "application/cloudevents+json"), each.value()));
            assertThat(read)
                    .as("seed %d: %s", seed, new String(each.value(), StandardCharsets.UTF_8))
                    .isNotInstanceOf(Reading.Unusable.class);
        }
    }

    private static SourceRecord record(Random random) {
        List<SourceHeader> headers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(new SourceHeader(random.nextBoolean() ? "user" : "traceparent", bytes(random)));
        }
        long timestamp = random.nextInt(4) == 0 ? random.nextLong() : random.nextLong() >>> 22;
        return new SourceRecord(
                new SourceRecord.Place("orders", random.nextInt(5), random.nextLong() >>> 1),
                timestamp,
                bytes(random),
                value(random),
                headers);
    }

    private static byte[] value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> bytes(random);
            case 1 -> damaged(random, json(random, 0).getBytes(StandardCharsets.UTF_8));
            default -> json(random, 0).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] damaged(Random random, byte[] bytes) {
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        boolean text = random.nextInt(4) > 0;
        for (int i = 0; text && i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    private static final String[] SCALARS = {
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e300",
        "9223372036854775807",
        "9223372036854775808",
        "\"\"",
        "\"a\"",
        "\"everyone\"",
        "\"group:\"",
        "\"group:a\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"\\n\"",
        "\"\uD83D\uDE00\"",
        "\"2026-01-01T00:00:00Z\"",
        "\"1h\"",
        "\"P9999999D\"",
        "\"{}\"",
        "1795000000000",
        "5000000000"
    };
    private static final String[] NAMES = {
        "a",
        "b",
        "c",
        "id",
        "source",
        "type",
        "data",
        "user",
        "time",
        "subject",
        "expirytime",
        "collapsekey",
        "cursor",
        "traceparent",
        "title",
        "\\ud800",
        "A",
        ""
    };

    private static String json(Random random, int depth) {
        int kind = depth > 4 ? 0 : random.nextInt(depth == 0 ? 8 : 4);
        if (kind == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        StringBuilder json = new StringBuilder(kind == 1 ? "[" : "{");
        for (int i = random.nextInt(8); i > 0; i--) {
            json.append(json.length() > 1 ? "," : "");
            json.append(kind == 1 ? "" : "\"" + NAMES[random.nextInt(NAMES.length)] + "\":");
            json.append(json(random, depth + 1));
        }
        return json.append(kind == 1 ? "]" : "}").toString();
    }
}
