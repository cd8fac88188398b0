package dev.tidings.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void liesOnPointsThatAreInLine() {
        Line line = Line.through(List.of(new Point(0, 3), new Point(10, 23), new Point(4, 11)));
        assertThat(line.a()).isEqualTo(3, within(1e-9));
        assertThat(line.b()).isEqualTo(2, within(1e-9));
        assertThat(line.r2()).isEqualTo(1, within(1e-9));
    }

    @Test
    void isNearestToOthers() {
        Line line = Line.through(List.of(new Point(0, 0), new Point(1, 1), new Point(2, 0)));
        assertThat(line.b()).isEqualTo(0, within(1e-9));
        assertThat(line.a()).isEqualTo(1 / 3.0, within(1e-9));
        assertThat(line.r2()).isEqualTo(0, within(1e-9));
    }

    @Test
    void wantsTwoDifferentX() {
        assertThatThrownBy(() -> Line.through(List.of(new Point(1, 1), new Point(1, 2))))
                .hasMessageContaining("expected");
    }
}
