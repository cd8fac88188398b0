package dev.tidings.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Partition HOME = new Partition(Topic.NOTIFICATIONS, 0);

    private final Journal journal = new Journal(Duration.ofMinutes(5));
    private long now = 1_000_000;

    private void note(long... ends) {
        if (journal.isDue(now)) {
            journal.note(now, ends);
        }
    }

    private Span read(long offset) {
        return journal.read(new Position(HOME, offset), Instant.ofEpochMilli(now));
    }

    private static Span span(long from, long to) {
        return Span.ofMillis(from, to);
    }

    @Test
    void aRecordWasReadBetweenTheNotesAroundIt() {
        note(10);
        now += 100;
        note(20);
        now += 100;
        note(30);
        assertThat(read(10)).isEqualTo(span(1_000_000, 1_000_100));
        assertThat(read(19)).isEqualTo(span(1_000_000, 1_000_100));
        assertThat(read(20)).isEqualTo(span(1_000_100, 1_000_200));
    }

    @Test
    void aRecordAfterTheLastNoteWasReadSinceThen() {
        note(10);
        now += 70;
        assertThat(read(10)).isEqualTo(span(1_000_000, 1_000_070));
    }

    @Test
    void aRecordBeforeTheFirstNoteWasReadBeforeIt() {
        note(10);
        assertThat(read(3)).isEqualTo(new Span(null, Instant.ofEpochMilli(1_000_000)));
    }

    @Test
    void notesAreATenthOfASecondApart() {
        for (int i = 0; i < 1_000; i++) {
            note(i);
            now++;
        }
        long noteBytes = journal.bytes() / 10;
        now += 100;
        note(2_000);
        assertThat(journal.bytes()).isEqualTo(11 * noteBytes);
    }

    @Test
    void aQuietHourTakesTwoNotes() {
        note(10);
        long one = journal.bytes();
        for (int i = 0; i < 36_000; i++) {
            now += 100;
            note(10);
        }
        assertThat(journal.bytes()).isEqualTo(2 * one);
        long quietUntil = now;
        now += 100;
        note(11);
        assertThat(read(10)).isEqualTo(span(quietUntil, now));
    }

    @Test
    void notesOlderThanTheWindowAreForgotten() {
        note(0);
        for (int i = 1; i <= 2 * 3_000; i++) {
            now += 100;
            note(i);
        }
        assertThat(read(5_000)).isEqualTo(span(1_000_000 + 500_000, 1_000_000 + 500_100));
        assertThat(read(1_000).from()).isNull();
        long perNote = 72;
        assertThat(journal.bytes()).isLessThan(perNote * 3_000 * 5 / 4 + 10 * perNote);
    }

    @Test
    void allNotesTogetherTakeAtMostAMegabyte() {
        for (int i = 0; i < 3_000; i++) {
            long[] ends = new long[2_000];
            ends[HOME.id()] = i;
            note(ends);
            now += 100;
            assertThat(journal.bytes()).isLessThanOrEqualTo(Journal.MAX_BYTES);
        }
        Span read = read(1_500);
        Instant expected = Instant.ofEpochMilli(1_000_000 + 150_100);
        assertThat(read.from()).isBeforeOrEqualTo(expected);
        assertThat(read.to()).isAfterOrEqualTo(expected);
        assertThat(Duration.between(read.from(), read.to())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheJournal() {
        note(10);
        now -= 3_600_000;
        note(20);
        assertThat(read(15)).isEqualTo(span(1_000_000, now));
    }

    @Test
    void anAddedPartitionWasNotReadBefore() {
        note(10);
        now += 100;
        note(10, 0, 5);
        Position added = new Position(new Partition(Topic.NOTIFICATIONS, 1), 2);
        assertThat(journal.read(added, Instant.ofEpochMilli(now))).isEqualTo(span(1_000_000, 1_000_100));
    }
}
