package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.event.RejectReason;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record as any producer may write it, and what has to become of it, known from how it was made. */
record ArbitraryRecord(byte @Nullable [] value, RecordHeaders headers, Expected expected) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> STRUCTURED = List.of(
            "application/cloudevents+json",
            "application/cloudevents+json; charset=UTF-8",
            "Application/CloudEvents+JSON;charset=\"utf-8\"",
            "APPLICATION/CLOUDEVENTS+JSON ; Charset=utf-8");
    private static final List<String> CONTENT_TYPES = List.of("content-type", "Content-Type", "CONTENT-TYPE");
    private static final List<String> PREFIXES = List.of("ce_", "ce-", "CE_", "Ce-");
    private static final List<Charset> OTHERS = List.of(
            Charset.forName("UTF-16LE"),
            Charset.forName("UTF-16BE"),
            Charset.forName("UTF-16"),
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"));

    /** What has to become of it. */
    sealed interface Expected {
        record Delivery(
                ObjectNode attributes,
                @Nullable JsonNode data,
                @Nullable String base64) implements Expected {}

        record Rejection(RejectReason reason) implements Expected {}

        /** Either of them: nobody knows what it is. */
        record Anything() implements Expected {}
    }

    static ArbitraryRecord of(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> structured(random, true);
            case 3, 4 -> structured(random, false);
            case 5, 6 -> binary(random);
            case 7 -> inAnotherEncoding(random);
            case 8 -> broken(random);
            default -> wrong(random);
        };
    }

    private static RecordHeaders headers(Random random, @Nullable String contentType) {
        RecordHeaders headers = new RecordHeaders();
        if (random.nextBoolean()) {
            headers.add("x-other", new byte[] {0, -1});
        }
        if (random.nextInt(8) == 0) {
            headers.add("ce_nothing", null);
        }
        if (contentType != null) {
            headers.add(any(random, CONTENT_TYPES), contentType.getBytes(UTF_8));
        }
        return headers;
    }

    static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static ArbitraryRecord structured(Random random, boolean told) {
        ArbitraryEvent event = ArbitraryEvent.of(random, true);
        List<String> untold = Arrays.asList(null, null, "application/json", "text/plain", "text/json; charset=utf-8");
        RecordHeaders headers = headers(random, any(random, told ? STRUCTURED : untold));
        return new ArbitraryRecord(
                marked(random, event.json(random)), headers, new Expected.Delivery(event.good(), event.data(), null));
    }

    /** With a byte order mark now and then. */
    private static byte[] marked(Random random, String json) {
        return ((random.nextInt(4) == 0 ? "\ufeff" : "") + json).getBytes(UTF_8);
    }

    private static ArbitraryRecord binary(Random random) {
        ArbitraryEvent event = ArbitraryEvent.of(random, false);
        RecordHeaders headers = headers(random, null);
        event.given()
                .properties()
                .forEach(attribute -> headers.add(
                        any(random, PREFIXES) + attribute.getKey(),
                        attribute.getValue().asText().getBytes(UTF_8)));
        if (random.nextInt(4) == 0) {
            headers.add("ce_latin", "ü".getBytes(ISO_8859_1));
        }
        ObjectNode good = event.good().deepCopy();
        good.properties()
                .forEach(attribute ->
                        attribute.setValue(NODES.textNode(attribute.getValue().asText())));
        JsonNode data = event.data();
        return switch (random.nextInt(4)) {
            case 0 -> {
                headers.add("content-type", "image/png".getBytes(UTF_8));
                byte[] bytes = new byte[1 + random.nextInt(20)];
                random.nextBytes(bytes);
                good.put("datacontenttype", "image/png");
                String base64 = Base64.getEncoder().encodeToString(bytes);
                yield new ArbitraryRecord(bytes, headers, new Expected.Delivery(good, null, base64));
            }
            case 1 -> {
                headers.add("Content-type", "text/plain; charset=utf-8".getBytes(UTF_8));
                good.put("datacontenttype", "text/plain; charset=utf-8");
                String text = "plain: " + data;
                JsonNode node = NODES.textNode(text);
                yield new ArbitraryRecord(marked(random, text), headers, new Expected.Delivery(good, node, null));
            }
            case 2 -> {
                headers.add("content-type", "application/json".getBytes(UTF_8));
                good.put("datacontenttype", "application/json");
                List<byte[]> nothing = Arrays.asList(null, new byte[0], " \r\n\t".getBytes(UTF_8));
                yield new ArbitraryRecord(any(random, nothing), headers, new Expected.Delivery(good, null, null));
            }
            default -> {
                JsonNode there = data == null ? NODES.numberNode(7) : data;
                yield new ArbitraryRecord(
                        marked(random, there.toString()), headers, new Expected.Delivery(good, there, null));
            }
        };
    }

    private static ArbitraryRecord inAnotherEncoding(Random random) {
        String json = random.nextBoolean() ? ArbitraryEvent.of(random, true).json(random) : "{\"a\":1}";
        byte[] value = ((random.nextBoolean() ? "\ufeff" : "") + json).getBytes(any(random, OTHERS));
        RecordHeaders headers = headers(random, random.nextBoolean() ? any(random, STRUCTURED) : null);
        return new ArbitraryRecord(value, headers, new Expected.Rejection(RejectReason.NOT_JSON));
    }

    /** Good bytes, some of them changed, cut off or doubled; and headers of any bytes. */
    private static ArbitraryRecord broken(Random random) {
        byte[] value = of(random).value();
        byte[] bytes = value == null ? new byte[0] : value.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:\\u0d8\u0000 e.".charAt(random.nextInt(16));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
                    System.arraycopy(bytes, 0, doubled, bytes.length, at);
                    bytes = doubled;
                }
            }
        }
        RecordHeaders headers = headers(random, random.nextBoolean() ? any(random, STRUCTURED) : null);
        for (String name :
                List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_", "traceparent", "content-type")) {
            if (random.nextInt(3) == 0) {
                byte[] text = new byte[random.nextInt(12)];
                random.nextBytes(text);
                headers.add(name, name.equals("ce_specversion") ? "1.0".getBytes(UTF_8) : text);
            }
        }
        headers.add("ce_" + "ü".repeat(random.nextInt(150)), "x".getBytes(UTF_8));
        return new ArbitraryRecord(bytes, headers, new Expected.Anything());
    }

    private static ArbitraryRecord wrong(Random random) {
        ArbitraryEvent event = ArbitraryEvent.of(random, true);
        ObjectNode given = event.given();
        RejectReason reason =
                switch (random.nextInt(8)) {
                    case 0 -> set(given, "type", NODES.textNode("tidings.goaway"), RejectReason.RESERVED);
                    case 1 -> set(given, "source", NODES.textNode("/tidings"), RejectReason.RESERVED);
                    case 2 -> set(given, "specversion", NODES.textNode("2.0"), RejectReason.UNSUPPORTED_SPECVERSION);
                    case 3 -> set(given, "id", NODES.textNode(""), RejectReason.MISSING_ATTRIBUTE);
                    case 4 -> set(given, "type", NODES.textNode("a\u0000b"), RejectReason.BAD_ATTRIBUTE);
                    case 5 -> set(given, "source", NODES.textNode("a b"), RejectReason.BAD_ATTRIBUTE);
                    case 6 -> set(given, "expirytime", NODES.textNode("soon"), RejectReason.BAD_ATTRIBUTE);
                    default -> set(given, "source", NODES.numberNode(1), RejectReason.MISSING_ATTRIBUTE);
                };
        return new ArbitraryRecord(
                marked(random, event.json(random)),
                headers(random, any(random, STRUCTURED)),
                new Expected.Rejection(reason));
    }

    private static RejectReason set(ObjectNode given, String name, JsonNode value, RejectReason reason) {
        given.set(name, value);
        return reason;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Header header : headers) {
            text.append(header.key())
                    .append('=')
                    .append(header.value() == null ? null : new String(header.value(), UTF_8))
                    .append(' ');
        }
        byte[] bytes = value == null ? new byte[0] : value;
        int most = Math.min(bytes.length, 2_000);
        return text + (value == null ? "null" : new String(bytes, 0, most, UTF_8)) + " -> " + expected;
    }
}
