package dev.tidings.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A good event with whatever else in it.
 *
 * @param given its attributes as the producer writes them
 * @param good those that CloudEvents allows, in its spelling
 */
record ArbitraryEvent(
        ObjectNode given, ObjectNode good, @Nullable JsonNode data) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper PLAIN = new JsonMapper();
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> TEXTS = List.of(
            "a", "order-7", "ä€", "中文", "😀 is more than one", "with \"quotes\" and \\", "a/b?c=%zz", "1.0", "{}");
    private static final List<String> FORBIDDEN =
            List.of("a\u0000b", "line\nbreak", "\u007f", "\u0085", "\ufffe", "\ufdd0", "\ud83f\udffe");
    private static final List<String> BAD_NAMES =
            List.of("snake_case", "a-b", "data2_", "ö", "x".repeat(128), "with space");
    private static final String[][] TIMES = {
        {"2024-01-31T10:11:12Z", "2024-01-31T10:11:12Z"},
        {"2024-02-29T10:11:12.123456789+01:00", "2024-02-29T10:11:12.123456789+01:00"},
        {"2024-01-01T00:00:00+0000", "2024-01-01T00:00:00+00:00"},
        {"2024-01-01t00:00:00z", "2024-01-01T00:00:00Z"},
        {"2024-01-01 00:00:00-0930", "2024-01-01T00:00:00-09:30"},
        {"2024-01-01T00:00+02", "2024-01-01T00:00:00+02:00"},
        {"2024-01-01T00:00:00.5+01:00[Europe/Berlin]", "2024-01-01T00:00:00.5+01:00"},
        {"2024-01-01", null},
        {"2024-01-01T00:00:00", null},
        {"2023-02-29T00:00:00Z", null},
        {"1704067200", null},
        {"soon", null},
        {"", null}
    };
    private static final String[][] SOURCES = {
        {"/orders", "/orders"},
        {"https://shop.example/a?b=c#d", "https://shop.example/a?b=c#d"},
        {"urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"},
        {"/ä", "/%C3%A4"},
        {"orders", "orders"},
        {"/tidings2", "/tidings2"}
    };
    private static final String[][] TYPES = {
        {"text/plain", "text/plain"},
        {"application/json; charset=utf-8", "application/json; charset=utf-8"},
        {"json", null},
        {"", null}
    };

    static ArbitraryEvent of(Random random, boolean structured) {
        ArbitraryEvent event = new ArbitraryEvent(NODES.objectNode(), NODES.objectNode(), data(random));
        event.both("specversion", "1.0");
        event.both("id", ArbitraryRecord.any(random, TEXTS));
        event.one("source", SOURCES[random.nextInt(SOURCES.length)]);
        event.both(
                "type", ArbitraryRecord.any(random, List.of("t", "com.example.paid", "tiding.x", "Tidings.x", "ä€😀")));
        event.more(random, structured);
        return event;
    }

    private void both(String name, String text) {
        one(name, new String[] {text, text});
    }

    private void one(String name, String[] inAndOut) {
        given.put(name, inAndOut[0]);
        if (inAndOut[1] != null) {
            good.put(name, inAndOut[1]);
        }
    }

    private void more(Random random, boolean structured) {
        if (random.nextBoolean()) {
            one("time", TIMES[random.nextInt(TIMES.length)]);
        }
        if (random.nextBoolean()) {
            both("subject", ArbitraryRecord.any(random, TEXTS));
        }
        if (structured && random.nextInt(3) == 0) {
            one("datacontenttype", TYPES[random.nextInt(TYPES.length)]);
        }
        if (random.nextInt(4) == 0) {
            both(random.nextBoolean() ? "collapsekey" : "traceparent", ArbitraryRecord.any(random, TEXTS));
        }
        if (random.nextInt(4) == 0) {
            given.put("dataschema", random.nextBoolean() ? "/relative" : "not a uri");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            extension("ext" + i, random, structured);
        }
        if (random.nextInt(4) == 0) {
            given.put(ArbitraryRecord.any(random, BAD_NAMES), "x");
        }
        if (random.nextInt(8) == 0) {
            // As a header, a name knows no case.
            given.put("confluentRouting", "x");
            good.setAll(structured ? NODES.objectNode() : NODES.objectNode().put("confluentrouting", "x"));
        }
        if (structured && random.nextInt(8) == 0) {
            given.put("cursor", "a cursor of before");
        }
    }

    private void extension(String name, Random random, boolean structured) {
        switch (random.nextInt(structured ? 9 : 3)) {
            case 0, 1 -> both(name, ArbitraryRecord.any(random, TEXTS));
            case 2 -> given.put(name, ArbitraryRecord.any(random, FORBIDDEN));
            case 3 -> {
                int number = random.nextInt();
                given.put(name, number);
                good.put(name, number);
            }
            case 4 -> {
                given.put(name, true);
                good.put(name, true);
            }
            case 5 -> given.put(name, (long) Integer.MAX_VALUE + 1 + random.nextInt(1000));
            case 6 -> given.put(name, 1.5);
            case 7 -> given.set(name, NODES.objectNode().put("route", "a"));
            default -> given.putNull(name);
        }
    }

    private static @Nullable JsonNode data(Random random) {
        return random.nextInt(5) == 0 ? null : node(random, 0);
    }

    private static JsonNode node(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> NODES.textNode(ArbitraryRecord.any(random, random.nextInt(4) == 0 ? FORBIDDEN : TEXTS));
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.numberNode(random.nextDouble() * 1e9);
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.textNode("x".repeat(random.nextInt(random.nextInt(50) == 0 ? 60_000 : 40)));
            case 5 -> deep(random.nextInt(20) == 0 ? 900 : 3);
            case 6 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static JsonNode array(Random random, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(node(random, depth + 1));
        }
        return array;
    }

    private static JsonNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(ArbitraryRecord.any(random, TEXTS), node(random, depth + 1));
        }
        return object;
    }

    private static JsonNode deep(int depth) {
        JsonNode node = NODES.arrayNode();
        for (int i = 0; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }

    /** The whole event in one of the spellings that JSON has. */
    String json(Random random) {
        ObjectNode event = given.deepCopy();
        if (data != null) {
            event.set("data", data);
        }
        try {
            JsonMapper mapper = ArbitraryRecord.any(random, List.of(PLAIN, PLAIN, PRETTY, ESCAPING));
            String json = mapper.writeValueAsString(event);
            return random.nextInt(8) == 0 ? json.replace("/", "\\/") : json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
