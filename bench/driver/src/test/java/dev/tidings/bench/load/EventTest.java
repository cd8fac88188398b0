package dev.tidings.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    private static final String EVENT = new String(Event.of(4_711, 42, 1_234_567_890_123L), US_ASCII);

    @Test
    void isAStructuredCloudEventOf200Bytes() throws Exception {
        JsonNode event = new ObjectMapper().readTree(EVENT);
        assertThat(EVENT).hasSize(200);
        assertThat(event.fieldNames()).toIterable().contains("specversion", "id", "source", "type", "data");
        assertThat(event.get("id").asText()).isEqualTo("00004711-0000000042");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "42[\"event\",%s]",
                "{\"push\":{\"channel\":\"#user-00004711\",\"pub\":{\"data\":%s}}}",
                "{\"push\":{\"channel\":\"everyone\",\"pub\":{\"data\":%s,\"offset\":7}}}"
            })
    void isFoundInEachDialect(String frame) {
        ByteBuf in = buffer("xx" + frame.formatted(EVENT));
        int at = Event.find(in, 2, in.writerIndex());
        assertThat(Event.user(in, at)).isEqualTo(4_711);
        assertThat(Event.count(in, at)).isEqualTo(42);
        assertThat(Event.dueNanos(in, at)).isEqualTo(1_234_567_890_123L);
    }

    @Test
    void isFoundWithTheCursorThatTidingsAdds() {
        ByteBuf in = buffer(EVENT.replace("}}", "},\"cursor\":\"AAAA.BBBB\"}"));
        assertThat(Event.find(in, 0, in.writerIndex())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "2", "{\"specversion\":\"1.0\",\"id\":\"0190-a7\",\"type\":\"tidings.welcome\"}"})
    void isNotFoundInWhatASubjectSaysItself(String text) {
        ByteBuf in = buffer(text + " ".repeat(200));
        assertThat(Event.find(in, 0, in.writerIndex())).isEqualTo(-1);
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(US_ASCII));
    }
}
