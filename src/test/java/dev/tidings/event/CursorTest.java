package dev.tidings.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Partition HOME = new Partition(Topic.NOTIFICATIONS, 3);
    private static final Partition NEWS = new Partition(Topic.ANNOUNCEMENTS, 0);

    @Test
    void aCursorReadsBackAsItWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            List<Position> positions = new ArrayList<>();
            for (int p = random.nextInt(6); p > 0; p--) {
                positions.add(new Position(
                        Partition.of(random.nextInt(200)), random.nextLong() >>> (1 + random.nextInt(60))));
            }
            Cursor cursor = new Cursor(random.nextLong() >>> random.nextInt(60), positions);
            assertThat(Cursor.parse(cursor.toString())).as("seed %d", seed).contains(cursor);
            assertThat(written(cursor)).as("seed %d", seed).isEqualTo(cursor.toString());
        }
    }

    private static String written(Cursor cursor) {
        CursorWriter writer = new CursorWriter();
        writer.epoch(cursor.epoch());
        cursor.positions()
                .forEach(position -> writer.position(position.partition().id(), position.offset()));
        return new String(writer.bytes(), 0, writer.length(), US_ASCII);
    }

    @Test
    void onlyTheChangedPositionOfACursorIsEncodedAgain() {
        CursorWriter writer = new CursorWriter();
        writer.epoch(77);
        writer.position(1, 500);
        writer.movingPosition(2, 31);
        writer.position(4097, 9);
        StringBuilder expected = new StringBuilder("2d.1-fk.2-v.401-9");
        for (long offset = 32; offset < 1_000_000_000_000L; offset = 3 * offset + 1) {
            writer.again(offset);
            expected.append("2d.1-fk.2-").append(Long.toString(offset, 32)).append(".401-9");
        }
        assertThat(new String(writer.bytes(), 0, writer.length(), US_ASCII)).hasToString(expected.toString());
    }

    @Test
    void aCursorStaysShortAndFitForAUrl() {
        Cursor cursor = new Cursor((1L << 40) - 1, List.of(new Position(HOME, 123_456_789), new Position(NEWS, 99)));
        assertThat(cursor.toString()).matches("[0-9a-v.-]+").hasSizeLessThan(30);
    }

    @Test
    void aCursorKnowsItsOffsets() {
        Cursor cursor = new Cursor(1, List.of(new Position(HOME, 5)));
        assertThat(cursor.offsetIn(HOME)).isEqualTo(5);
        assertThat(cursor.offsetIn(NEWS)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-",
                "zz",
                "1.",
                "1.2",
                "1.2-",
                "1.-2",
                "1.2--3",
                "1.2-3.",
                "1.2-3-4",
                "ü",
                "1.2-w",
                "1.99999999999-1",
                "1.2-99999999999999999",
                "1 .2-3",
                "%00"
            })
    void aTextThatIsNoCursorIsNotParsed(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void aCursorThatIsTooLongIsNotParsed() {
        assertThat(Cursor.parse("1" + ".2-3".repeat(1000))).isEmpty();
    }
}
