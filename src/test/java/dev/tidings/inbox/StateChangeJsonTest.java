package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateChangeJsonTest {
    private static final UserId ALICE = new UserId("alice");

    private static Optional<StateChange> read(String data) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/tidings/inbox\",\"type\":\"tidings.inbox.changed\""
                + ",\"data\":" + data + "}";
        return StateChangeJson.read(event.getBytes(UTF_8), ALICE, 4, Instant.EPOCH);
    }

    @Test
    void idsOrACursorAreRead() {
        assertThat(read("{\"action\":\"read\",\"ids\":[\"6-1o\",\"2-0\"],\"unseen\":1,\"unread\":3}"))
                .contains(new StateChange(
                        ALICE, 4, StateAction.READ, List.of(new ItemId(6, 56), new ItemId(2, 0)), null, Instant.EPOCH));
        Cursor cursor = new Cursor(99, List.of(new Position(Partition.of(6), 17)));
        assertThat(read("{\"upto\":\"" + cursor + "\",\"action\":\"archive\"}"))
                .contains(new StateChange(ALICE, 4, StateAction.ARCHIVE, List.of(), cursor, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "{}",
                "[]",
                "{\"action\":\"read\"}",
                "{\"action\":\"read\",\"ids\":[]}",
                "{\"action\":\"read\",\"ids\":\"6-1\"}",
                "{\"action\":\"read\",\"ids\":[1,null,[\"6-1\"],{\"a\":1}]}",
                "{\"action\":\"delete\",\"ids\":[\"6-1\"]}",
                "{\"action\":1,\"ids\":[\"6-1\"]}",
                "{\"action\":\"read\",\"upto\":\"no cursor\"}",
                "{\"ids\":[\"6-1\"]}"
            })
    void whatSaysNoChangeIsNone(String data) {
        assertThat(read(data)).isEmpty();
    }
}
