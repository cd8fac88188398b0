package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionBatchTest {
    static InboxRow row(int part, long offset) {
        return new InboxRow(part, Generation.pos(1, offset), "alice", 0, Terms.NEVER, null, "t", new byte[10]);
    }

    @Test
    void theFirstHalfBringsAPartitionUpToTheFirstRowThatItLeaves() {
        List<InboxRow> rows = List.of(row(0, 10), row(0, 12), row(0, 15), row(2, 7));
        ProjectionBatch batch = new ProjectionBatch(
                rows,
                List.of(new BatchEnd(0, 1, 8, 20), new BatchEnd(2, 1, 5, 9), new BatchEnd(4, 1, 1, 3)));
        List<ProjectionBatch> halves = batch.halves();
        assertThat(halves.get(0).rows()).isEqualTo(rows.subList(0, 2));
        assertThat(halves.get(0).ends())
                .containsExactly(new BatchEnd(0, 1, 8, 15), new BatchEnd(2, 1, 5, 7), new BatchEnd(4, 1, 1, 3));
        assertThat(halves.get(1).rows()).isEqualTo(rows.subList(2, 4));
        assertThat(halves.get(1).ends())
                .containsExactly(new BatchEnd(0, 1, 15, 20), new BatchEnd(2, 1, 7, 9), new BatchEnd(4, 1, 3, 3));
    }
}
