package dev.tidings.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScanTest {
    private static final int MUTATIONS = 200_000;
    private static final String HEAD = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";
    private static final List<String> EVENTS = List.of(
            HEAD + "}",
            HEAD + ",\"data\":{\"n\":[1,-2.5,0,true,false,null,{\"a\":\"b\\n\"},[]],\"longer\":\"than eight bytes\"}}",
            " { \"type\" : \"ä€ü\" , \"id\":\"a-b\",\n\"source\":\"x\",\t\"specversion\":\"1.0\"} ",
            HEAD + ",\"time\":\"2026-11-30T10:15:00.5+01:00\",\"datacontenttype\":\"text/plain\",\"n\":-7,\"b\":true}",
            HEAD.replace("/s", "https://shop.example/a").replace("\"t\"", "\"tidings/x\"") + ",\"subject\":\"a\"}",
            HEAD + ",\"expirytime\":null,\"cursor\":\"x\",\"data\":1e5}",
            HEAD + ",\"collapsekey\":\"k\",\"i\\u0064\":\"2\"}");
    private static final String PIECES = "{}[]\",:\\0123456789.-+eEtruefalsn \t\n\u0000\u001fié";

    private static StoredRecord record(byte[] value) {
        return new StoredRecord(new Position(new Partition(Topic.NOTIFICATIONS, 0), 0), 0, value, 0, 0, value.length);
    }

    private static int brace(String value) {
        return PlainScan.closingBrace(value.getBytes(UTF_8), 0, value.getBytes(UTF_8).length);
    }

    @Test
    void anEventIsPlainUpToItsLastBrace() {
        assertThat(brace(EVENTS.get(0))).isEqualTo(EVENTS.get(0).length() - 1);
        assertThat(brace(EVENTS.get(1))).isEqualTo(EVENTS.get(1).length() - 1);
        assertThat(brace(EVENTS.get(2))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"expirytime\":\"2030-01-01T00:00:00Z\"}",
                ",\"collapsekey\":\"k\"}",
                ",\"fooBar\":\"x\"}",
                ",\"n\":1.5}",
                ",\"n\":12345678901}",
                ",\"n\":[]}",
                ",\"n\":1,\"n\":2}",
                ",\"x\":\"a\\n\"}",
                ",\"x\":\"\u0085\"}",
                ",\"x\":\"\ufffe\"}",
                ",\"data\":1,\"data\":2}",
                ",\"data_base64\":\"AA==\"}",
                ",\"time\":\"2026-02-30T00:00:00Z\"}",
                ",\"time\":\"2026-02-03T00:00:00+0000\"}",
                ",\"datacontenttype\":\"json\"}",
                ",\"subject\":\"\"}",
                ",\"cursor\":\"c\"}",
                ",\"inboxid\":\"0-1\"}",
                ",\"traceparent\":\"t\"}",
                ",\"curs\\u006fr\":\"c\"}",
                ",\"id\":\"again\"}",
                ",\"data\":01}",
                ",\"data\":1.}",
                ",\"data\":-}",
                ",\"data\":tru}",
                ",\"data\":\"\u0001\"}",
                ",\"data\":\"\\x\"}",
                ",\"data\":[1,]}",
                ",}",
                "",
                "}x",
                ",\"data\":{\"a\" 1}}"
            })
    void unusualEventsAreLeftToTheParser(String rest) {
        assertThat(brace(HEAD + rest)).isEqualTo(JsonBytes.UNSURE);
    }

    @Test
    void deepNestingIsLeftToTheParser() {
        assertThat(brace(HEAD + ",\"data\":" + "[".repeat(60) + "]".repeat(60) + "}"))
                .isPositive();
        assertThat(brace(HEAD + ",\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isEqualTo(JsonBytes.UNSURE);
    }

    @Test
    void theParserAgreesWithTheScan() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        Random random = new Random(seed);
        int plain = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] value = mutated(random);
            int brace = Utf8.isWellFormed(value, 0, value.length)
                    ? PlainScan.closingBrace(value, 0, value.length)
                    : JsonBytes.UNSURE;
            if (brace != JsonBytes.UNSURE) {
                plain++;
                assertThatCode(() -> assertThat(StructuredEvents.read(record(value), null))
                                .isEqualTo(new Event(value, 0, brace, Terms.NONE, 0)))
                        .as("seed %d: %s", seed, new String(value, UTF_8))
                        .doesNotThrowAnyException();
            }
        }
        assertThat(plain).as("seed %d: taken of %d", seed, MUTATIONS).isBetween(MUTATIONS / 50, MUTATIONS / 2);
    }

    private static byte[] mutated(Random random) {
        byte[] value = EVENTS.get(random.nextInt(EVENTS.size())).getBytes(UTF_8);
        byte[] pieces = PIECES.getBytes(ISO_8859_1);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            value[random.nextInt(value.length)] = pieces[random.nextInt(pieces.length)];
        }
        return value;
    }
}
