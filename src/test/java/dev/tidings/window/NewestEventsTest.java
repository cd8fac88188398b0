package dev.tidings.window;

import static dev.tidings.event.Terms.NEVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import org.junit.jupiter.api.Test;

class NewestEventsTest {
    private static final Key ALICE = Key.of("alice");
    private static final long END = 100;

    private final NewestEvents newest = new NewestEvents();
    private final Segment first = segment(0);
    private final Segment second = segment(10);

    private static Segment segment(long base) {
        return new Segment(base, new Partition(Topic.NOTIFICATIONS, 0), base, 0, 1024);
    }

    private boolean replaces(Key audience, String collapseKey, long offset) {
        return newest.replaces(new NewestEvents.Id(audience, collapseKey), offset, END, 0);
    }

    @Test
    void onlyAnOlderEventOfTheSameKeyIsReplaced() {
        newest.add(first, ALICE, "a", 3, NEVER);
        newest.add(first, ALICE, "a", 5, NEVER);
        assertThat(replaces(ALICE, "a", 3)).isTrue();
        assertThat(replaces(ALICE, "a", 5)).isFalse();
        assertThat(replaces(ALICE, "b", 3)).isFalse();
        assertThat(replaces(Key.of("bob"), "a", 3)).isFalse();
    }

    @Test
    void anUnpublishedEventReplacesNoOther() {
        newest.add(first, ALICE, "a", END, NEVER);
        assertThat(replaces(ALICE, "a", 3)).isFalse();
    }

    @Test
    void anExpiredEventReplacesNoOther() {
        newest.add(first, ALICE, "a", 5, 0);
        assertThat(replaces(ALICE, "a", 3)).isFalse();
    }

    @Test
    void keysOfEqualHashAreKeptApart() {
        String[] twins = KeyTwins.find();
        newest.add(first, Key.of(twins[0]), "Aa", 5, NEVER);
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(replaces(Key.of(twins[0]), "Aa", 3)).isTrue();
        assertThat(replaces(Key.of(twins[1]), "Aa", 3)).isFalse();
        assertThat(replaces(Key.of(twins[0]), "BB", 3)).isFalse();
    }

    @Test
    void aKeyIsCopiedWhenItIsStored() {
        byte[] bytes = "alice".getBytes(UTF_8);
        Key probe = Key.probe().at(bytes, 0, bytes.length);
        newest.add(first, probe, "a", 5, NEVER);
        probe.at(bytes, 0, 2);
        bytes[0] = 'x';
        assertThat(replaces(ALICE, "a", 3)).isTrue();
    }

    @Test
    void aKeyIsForgottenWithItsLastSegment() {
        long before = first.bytes();
        for (int offset = 0; offset < 9; offset++) {
            newest.add(first, ALICE, "a", offset, NEVER);
        }
        newest.add(first, ALICE, "b", 9, NEVER);
        newest.add(second, ALICE, "a", 12, NEVER);
        assertThat(first.bytes() - before).as("once for each key").isBetween(2 * 200L, 2 * 300L);

        newest.drop(first, second.base);
        assertThat(replaces(ALICE, "a", 11)).isTrue();
        assertThat(newest.size()).isEqualTo(1);
        newest.drop(second, END);
        assertThat(newest.size()).isZero();
    }
}
