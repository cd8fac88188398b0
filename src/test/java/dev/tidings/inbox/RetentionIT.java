package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionIT {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final InboxTables tables = InboxTables.create();
    private final CountedInbox counted = new CountedInbox();

    private void keep(Duration retention, Instant now) throws SQLException {
        try (Connection connection = tables.open()) {
            new Retention(retention, counted, Clock.fixed(now, ZoneOffset.UTC)).keep(connection);
        }
    }

    private List<String> partitions() {
        return tables.rows("select inhrelid::regclass from pg_inherits where inhparent = 'inbox_item'::regclass"
                + " order by 1::text");
    }

    private void item(String at) {
        tables.run("insert into inbox_item values ('alice', 0, " + Generation.pos(1, item++) + ", '" + at
                + "', null, null, 't', '')");
    }

    private int item;

    @Test
    void partitionsAreCreatedAheadAndDroppedAfterTheRetention() throws SQLException {
        keep(Duration.ofDays(90), NOW);
        assertThat(partitions())
                .contains("inbox_item_20260801", "inbox_item_20261101", "inbox_item_20270101", "inbox_item_default")
                .hasSize(7);
        item("2026-08-20T10:00Z");
        item("2026-11-29T10:00Z");
        keep(Duration.ofDays(90), NOW);
        assertThat(tables.number("select count(*) from inbox_item")).isEqualTo(2);
        keep(Duration.ofDays(90), NOW.plus(Duration.ofDays(5)));
        assertThat(partitions()).doesNotContain("inbox_item_20260801");
        assertThat(tables.rows("select tableoid::regclass from inbox_item")).containsExactly("inbox_item_20261101");
        assertThat(counted.removedPartitions).isEqualTo(1);
    }

    @Test
    void whatWasDatedInTheFutureMovesIntoItsPartitionAndOnlyOnce() throws SQLException {
        keep(Duration.ofDays(90), NOW);
        item("2027-02-15T10:00Z");
        item("2031-01-01T10:00Z");
        keep(Duration.ofDays(90), NOW.plus(Duration.ofDays(5)));
        assertThat(tables.rows("select tableoid::regclass from inbox_item order by at"))
                .containsExactly("inbox_item_20270201", "inbox_item_default");
    }

    @Test
    void oldRowsWithoutAPartitionAreDeletedInPortions() throws SQLException {
        tables.run("insert into inbox_item select 'alice', 0, n, '2020-01-01', null, null, 't', ''"
                + " from generate_series(1, 12000) n");
        tables.run("insert into inbox_announcement values ('everyone', 1, 1, '2020-01-01', null, null, 't', ''),"
                + " ('everyone', 1, 2, '2026-11-01', null, null, 't', '')");
        tables.run("insert into inbox_state values ('alice', 0, 1, true, 1, null, 0, '2020-01-01'),"
                + " ('alice', 0, 2, true, 1, null, 0, '2026-11-01')");
        tables.run("insert into inbox_erasure values ('alice', 0, 1, '2020-01-01'), ('bob', 0, 1, '2026-11-01')");
        keep(Duration.ofDays(90), NOW);
        assertThat(counted.removedRows).isEqualTo(12_003);
        assertThat(tables.number("select count(*) from inbox_item")).isZero();
        assertThat(tables.rows("select pos from inbox_announcement")).containsExactly("2");
        assertThat(tables.rows("select pos from inbox_state")).containsExactly("2");
        assertThat(tables.rows("select user_id from inbox_erasure")).containsExactly("bob");
    }

    @Test
    void onePodKeepsItAtATime() throws SQLException {
        try (Connection other = tables.open()) {
            other.createStatement().execute("select pg_advisory_lock(" + Retention.LOCK + ")");
            keep(Duration.ofDays(90), NOW);
            assertThat(partitions()).containsExactly("inbox_item_default");
        }
    }

    @Test
    void aTableThatIsInUseIsLeftForTheNextTime() throws SQLException {
        keep(Duration.ofDays(90), NOW);
        try (Connection reader = tables.open()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select count(*) from inbox_item");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> keep(Duration.ofDays(90), NOW.plus(Duration.ofDays(40))))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("lock timeout");
            assertThat(partitions()).contains("inbox_item_20260801");
        }
        keep(Duration.ofDays(90), NOW.plus(Duration.ofDays(40)));
        assertThat(partitions()).doesNotContain("inbox_item_20260801");
    }
}
