package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemIdTest {
    @Test
    void anIdIsPartitionAndOffsetInBase32() {
        assertThat(ItemId.parse("6-1o")).contains(new ItemId(6, 56));
        assertThat(new ItemId(6, 56)).hasToString("6-1o");
        assertThat(ItemId.of(6, Generation.pos(1, 56), 1)).hasToString("6-1o");
    }

    @Test
    void anItemOfATopicBeforeThisOneHasAnotherIdThanOneAtItsPlace() {
        ItemId now = ItemId.of(2, Generation.pos(2, 7), 2);
        ItemId before = ItemId.of(2, Generation.pos(1, 7), 2);
        assertThat(now).hasToString("2-7");
        assertThat(before).isNotEqualTo(now);
        assertThat(ItemId.parse(before.toString())).contains(before);
        assertThat(before.pos(2)).isEqualTo(Generation.pos(1, 7));
        assertThat(now.pos(2)).isEqualTo(Generation.pos(2, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "-1", "6-", "6-1-1", "6-W", "6-1O", "x-1", "6-vvvvvvvvvvvvv", "vvvvvv-1", " 6-1", "6-1\n"})
    void anyOtherTextIsNone(String text) {
        assertThat(ItemId.parse(text)).isEmpty();
    }

    @Test
    void aPositionInATopicMadeAnewIsAfterAllBefore() {
        assertThat(Generation.pos(2, 0)).isGreaterThan(Generation.pos(1, (1L << 48) - 1));
        long pos = Generation.pos(3, 4711);
        assertThat(Generation.of(pos)).isEqualTo(3);
        assertThat(Generation.offset(pos)).isEqualTo(4711);
    }
}
