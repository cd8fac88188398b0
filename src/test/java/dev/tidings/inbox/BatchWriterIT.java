package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.event.Terms;
import dev.tidings.testkit.Postgres;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class BatchWriterIT {
    private static final long NOW = Instant.parse("2026-11-29T12:00:00Z").toEpochMilli();

    private final InboxTables tables = InboxTables.create();
    private final CountedInbox counted = new CountedInbox();
    private volatile boolean stopping;
    private final BatchWriter writer = writer(tables);

    private BatchWriter writer(InboxTables of) {
        return new BatchWriter(of::open, counted, new OutageLog(Clock.systemUTC()), () -> stopping);
    }

    private static InboxRow row(int part, long offset, String owner) {
        return row(part, offset, owner, null, "{\"n\":" + offset + "}");
    }

    private static InboxRow row(int part, long offset, String owner, @Nullable String collapse, String event) {
        return new InboxRow(
                part,
                Generation.pos(1, offset),
                owner,
                NOW + offset,
                Terms.NEVER,
                collapse,
                "order",
                event.getBytes(UTF_8));
    }

    private static BatchEnd end(int part, long first, long next) {
        return new BatchEnd(part, 1, first, next);
    }

    private List<String> offsets() {
        return tables.rows("select part, pos & ((1::bigint << 48) - 1) from inbox_item order by part, pos");
    }

    @Test
    void rowsAndPositionsAreWrittenTogetherAndTwiceChangesNothing() {
        tables.position(0, 10);
        tables.position(1, 0);
        ProjectionBatch batch = new ProjectionBatch(
                List.of(row(0, 10, "alice"), row(0, 12, "bob"), row(1, 3, "group:staff")),
                List.of(end(0, 10, 15), end(1, 0, 4)));
        assertThat(writer.write(batch)).containsExactlyInAnyOrder(0, 1);
        assertThat(writer.write(batch)).containsExactlyInAnyOrder(0, 1);
        assertThat(offsets()).containsExactly("0 10", "0 12");
        assertThat(tables.rows("select audience, pos, convert_from(event, 'UTF8') from inbox_announcement"))
                .containsExactly("group:staff " + Generation.pos(1, 3) + " {\"n\":3}");
        assertThat(tables.rows("select part, next_offset from inbox_position order by part"))
                .containsExactly("0 15", "1 4");
        assertThat(counted.repeated).isEqualTo(3);
        assertThat(tables.rows("select expires, collapse, at = timestamptz 'epoch' + interval '1 ms' * " + (NOW + 10)
                        + " from inbox_item where user_id = 'alice'"))
                .containsExactly("null null t");
    }

    @Test
    void aStaleBatchMovesNoPositionBack() {
        tables.position(0, 100);
        writer.write(new ProjectionBatch(List.of(row(0, 10, "alice")), List.of(end(0, 10, 15))));
        assertThat(tables.number("select next_offset from inbox_position")).isEqualTo(100);
    }

    @Test
    void aPartitionWithAHoleIsNotWrittenAndTheOthersAre() {
        tables.position(0, 10);
        tables.position(2, 10);
        ProjectionBatch batch = new ProjectionBatch(
                List.of(row(0, 20, "alice"), row(2, 10, "bob")), List.of(end(0, 20, 25), end(2, 10, 11)));
        assertThat(writer.write(batch)).containsExactly(2);
        assertThat(offsets()).containsExactly("2 10");
        assertThat(tables.rows("select part, next_offset from inbox_position order by part"))
                .containsExactly("0 10", "2 11");
        assertThat(BatchWriter.left(batch, java.util.Set.of(2))).containsExactly(0);
    }

    @Test
    void aPartitionOfAnotherGenerationIsNotWritten() {
        tables.position(0, 10);
        tables.run("update inbox_position set generation = 2");
        assertThat(writer.write(new ProjectionBatch(List.of(row(0, 10, "alice")), List.of(end(0, 10, 15)))))
                .isEmpty();
        assertThat(offsets()).isEmpty();
    }

    @Test
    void aRowThatTheDatabaseRefusesIsLeftOutAlone() {
        tables.position(0, 0);
        List<InboxRow> rows = LongStream.range(0, 100)
                .mapToObj(offset -> row(0, offset, offset == 37 || offset == 99 ? "a\0b" : "alice"))
                .toList();
        assertThat(writer.write(new ProjectionBatch(rows, List.of(end(0, 0, 120))))).containsExactly(0);
        assertThat(tables.number("select count(*) from inbox_item")).isEqualTo(98);
        assertThat(tables.number("select next_offset from inbox_position")).isEqualTo(120);
        assertThat(counted.unfit).containsEntry(UnfitReason.REFUSED_BY_DATABASE, 2);
    }

    @Test
    void largeEventsAreWrittenInSeveralStatements() {
        tables.position(0, 0);
        String large = "\"" + "x".repeat(200_000) + "\"";
        List<InboxRow> rows = LongStream.range(0, 100)
                .mapToObj(offset -> row(0, offset, "alice", null, large))
                .toList();
        writer.write(new ProjectionBatch(rows, List.of(end(0, 0, 100))));
        assertThat(tables.number("select count(*) from inbox_item")).isEqualTo(100);
        assertThat(counted.batches).isEqualTo(4);
    }

    @Test
    void whatAnErasedUserHadInTheLogStaysOut() {
        tables.position(0, 0);
        tables.run("insert into inbox_erasure values ('alice', 0, " + Generation.pos(1, 5) + ", now())");
        List<InboxRow> rows = IntStream.range(0, 10)
                .boxed()
                .flatMap(i -> Stream.of(row(0, 2L * i, i % 2 == 0 ? "alice" : "bob")))
                .toList();
        writer.write(new ProjectionBatch(rows, List.of(end(0, 0, 20))));
        assertThat(tables.rows("select pos & 255 from inbox_item where user_id = 'alice' order by pos"))
                .containsExactly("8", "12", "16");
        assertThat(tables.number("select count(*) from inbox_item where user_id = 'bob'"))
                .isEqualTo(5);
    }

    @Test
    void aDatabaseThatRestartsIsWaitedFor() throws Exception {
        try (Postgres server = Postgres.own()) {
            InboxTables own = InboxTables.create(server);
            own.position(0, 0);
            server.kill();
            CompletableFuture<?> writing = CompletableFuture.supplyAsync(() -> writer(own)
                    .write(new ProjectionBatch(List.of(row(0, 0, "alice")), List.of(end(0, 0, 1)))));
            org.awaitility.Awaitility.await().until(() -> counted.retried > 2);
            assertThat(writing).isNotDone();
            server.start();
            writing.get(20, TimeUnit.SECONDS);
            assertThat(own.number("select next_offset from inbox_position")).isEqualTo(1);
            assertThat(own.number("select count(*) from inbox_item")).isEqualTo(1);
        }
    }

    @Test
    void aPodThatStopsWaitsNoLonger() {
        stopping = true;
        assertThatThrownBy(() -> writer.write(new ProjectionBatch(List.of(), List.of(end(0, 0, 1)))))
                .isInstanceOf(BatchWriter.StoppedException.class);
    }
}
