package dev.tidings.intake.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Confluent's serialiser for JSON Schema writes a header before its JSON, or, of version 8, beside it. */
class RegistryJsonTest {
    private final Readers formats = Given.readers();

    private @Nullable Object read(Format format, byte[] value, String... headers) throws DeadException {
        return formats.of(format).read(Given.record(value, headers)).get(0).value();
    }

    private DeadException dead(Format format, byte[] value) {
        return catchThrowableOfType(DeadException.class, () -> read(format, value));
    }

    @Test
    void jsonBehindASchemasIdIsReadWhereTheRouteSaysSoAndNoRegistryIsNeeded() throws DeadException {
        assertThat(read(Format.JSON_SCHEMA, Given.framed(100_001, Given.bytes("{\"a\":1}"))))
                .isEqualTo(Map.of("a", 1L));
        assertThat(read(Format.JSON_SCHEMA, Given.framed(0x7b002261, Given.bytes(" [] "))))
                .isEqualTo(List.of());
    }

    @Test
    void jsonWhoseSchemasIdStandsInAHeaderOrNowhereIsReadToo() throws DeadException {
        for (Format format : new Format[] {Format.JSON, Format.JSON_SCHEMA}) {
            assertThat(read(format, Given.bytes("{\"a\":1}"), "__value_schema_id", "\u0001sixteen bytes id."))
                    .isEqualTo(Map.of("a", 1L));
            assertThat(read(format, Given.bytes("{\"a\":1}"))).isEqualTo(Map.of("a", 1L));
        }
    }

    @Test
    void elseTheReasonNamesTheSchemaRegistrysHeader() {
        for (int id : new int[] {1, 100_001}) {
            for (String payload : new String[] {"{\"a\":1}", "\u0002x", " 1"}) {
                assertThat(dead(Format.JSON, Given.framed(id, Given.bytes(payload))))
                        .hasMessage("value: a schema registry's header before it (expected: JSON alone; json-schema,"
                                + " avro and protobuf read past the header)");
            }
        }
    }

    @Test
    void aCloudEventBehindAHeaderIsDeadToo() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
        DeadException dead = dead(Format.CLOUDEVENTS, Given.framed(1, Given.bytes(event)));
        assertThat(dead.reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead).hasMessageContaining("a schema registry's header");
    }

    @Test
    void whatIsNoJsonBehindTheHeaderIsDead() {
        assertThat(dead(Format.JSON_SCHEMA, Given.framed(1)))
                .hasMessage("value: nothing after its schema's id (expected: JSON)");
        assertThat(dead(Format.JSON_SCHEMA, new byte[] {0, 0})).hasMessageContaining("nothing after");
        assertThat(dead(Format.JSON_SCHEMA, Given.framed(1, Given.bytes("{"))).reason())
                .isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void anotherEncodingIsNotTakenForAHeader() {
        for (Charset charset : new Charset[] {UTF_16BE, Charset.forName("UTF-32BE")}) {
            assertThat(dead(Format.JSON, "{\"a\":1}".getBytes(charset)))
                    .hasMessageNotContaining("registry")
                    .extracting(DeadException::reason)
                    .isEqualTo(DeadReason.UNREADABLE);
        }
    }
}
