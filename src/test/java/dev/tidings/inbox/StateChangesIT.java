package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class StateChangesIT {
    /** The partition of the user's changes; the items are in 0 and, announcements, in 1. */
    private static final int CHANGES = 4;

    private static final long EPOCH = 99;
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final InboxTables tables = InboxTables.create();

    StateChangesIT() {
        tables.position(0, 0);
        tables.position(1, 0);
        tables.position(CHANGES, 0);
    }

    private record Versioned(StateChange change, long version) {}

    private static Versioned ids(long version, StateAction action, ItemId... ids) {
        return new Versioned(change("alice", action, List.of(ids), null), version);
    }

    private static Versioned upto(long version, StateAction action, long epoch, Position... positions) {
        return new Versioned(
                change("alice", action, List.of(), new Cursor(epoch, List.of(positions))), version);
    }

    private static Versioned upto(long version, StateAction action, long offset) {
        return upto(version, action, EPOCH, new Position(Partition.of(0), offset));
    }

    private static StateChange change(String user, StateAction action, List<ItemId> ids, @Nullable Cursor upto) {
        return new StateChange(new UserId(user), CHANGES, action, ids, upto, NOW);
    }

    private static ItemId item(long offset) {
        return new ItemId(0, offset);
    }

    private void apply(Versioned... changes) {
        apply(tables, List.of(changes));
    }

    private static void apply(InboxTables to, List<Versioned> changes) {
        try (Connection connection = to.open()) {
            for (Versioned each : changes) {
                var unused = StateChanges.apply(connection, each.change(), each.version());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String state(String column, long offset) {
        return """
                select coalesce(
                  (select %1$s from inbox_state where user_id = 'alice' and part = 0 and pos = %2$d),
                  (select %2$d < %1$s_to from inbox_mark where user_id = 'alice' and part = 0),
                  false)
                """.formatted(column, Generation.pos(1, offset));
    }

    private boolean isRead(long offset) {
        return tables.rows(state("read", offset)).get(0).equals("t");
    }

    private boolean isArchived(long offset) {
        return tables.rows(state("archived", offset)).get(0).equals("t");
    }

    @Test
    void oneItemIsReadAndUnreadAndArchivedEachByItself() {
        apply(ids(1, StateAction.READ, item(5), item(6)), ids(2, StateAction.ARCHIVE, item(5)));
        assertThat(isRead(5)).isTrue();
        assertThat(isRead(6)).isTrue();
        assertThat(isRead(7)).isFalse();
        assertThat(isArchived(5)).isTrue();
        apply(ids(3, StateAction.UNREAD, item(5)), ids(4, StateAction.UNARCHIVE, item(5)));
        assertThat(isRead(5)).isFalse();
        assertThat(isArchived(5)).isFalse();
    }

    @Test
    void anOlderChangeThatComesLaterDoesNothing() {
        apply(ids(9, StateAction.UNREAD, item(5)), ids(3, StateAction.READ, item(5)));
        assertThat(isRead(5)).isFalse();
        apply(upto(12, StateAction.READ, 10), ids(11, StateAction.UNREAD, item(6)));
        assertThat(isRead(6)).isTrue();
        apply(ids(13, StateAction.UNREAD, item(6)));
        assertThat(isRead(6)).isFalse();
    }

    @Test
    void allUpToACursorIsOneMarkAndLeavesWhatComesLater() {
        apply(ids(1, StateAction.UNREAD, item(5)), upto(2, StateAction.READ, 10));
        assertThat(isRead(5)).isTrue();
        assertThat(isRead(9)).isTrue();
        assertThat(isRead(10)).isFalse();
        assertThat(tables.number("select count(*) from inbox_mark")).isEqualTo(1);
        apply(upto(3, StateAction.READ, 7));
        assertThat(isRead(9)).isTrue();
    }

    @Test
    void anUptoOfAnotherLogOrOfAPartitionThatIsUnknownMeansNothing() {
        apply(
                upto(1, StateAction.READ, EPOCH + 1, new Position(Partition.of(0), 10)),
                upto(2, StateAction.READ, EPOCH, new Position(Partition.of(1000), 10)));
        assertThat(tables.number("select count(*) from inbox_mark")).isZero();
    }

    @Test
    void seenMovesForwardOnly() {
        apply(
                upto(1, StateAction.SEEN, 10),
                upto(2, StateAction.SEEN, 4),
                ids(3, StateAction.SEEN, item(11), new ItemId(1, 3)));
        assertThat(tables.rows("select part, seen_to - (1::bigint << 48), read_to from inbox_mark order by part"))
                .containsExactly("0 12 0", "1 4 0");
    }

    @Test
    void notUpToSetsAStateForEachItemThatIsThere() {
        tables.run("insert into inbox_item select 'alice', 0, (1::bigint << 48) + n, now(), null, null, 't', ''"
                + " from generate_series(0, 9) n");
        apply(upto(1, StateAction.READ, 10), upto(2, StateAction.UNREAD, 5));
        for (int offset = 0; offset < 10; offset++) {
            assertThat(isRead(offset)).as("%d", offset).isEqualTo(offset >= 5);
        }
        apply(upto(3, StateAction.ARCHIVE, 10), upto(4, StateAction.UNARCHIVE, 5));
        assertThat(isArchived(4)).isFalse();
        assertThat(isArchived(5)).isTrue();
    }

    @Test
    void nobodyElsesStateChanges() {
        apply(ids(1, StateAction.READ, item(5)), upto(2, StateAction.ARCHIVE, 10));
        assertThat(tables.rows("select distinct user_id from inbox_state union select user_id from inbox_mark"))
                .containsExactly("alice");
    }

    @Test
    void whatWasProjectedOrErasedIsNotAppliedAgain() {
        tables.position(CHANGES, 5);
        apply(ids(4, StateAction.READ, item(5)));
        assertThat(isRead(5)).isFalse();
        tables.run("insert into inbox_erasure values ('alice', 4, " + Generation.pos(1, 8) + ", now())");
        apply(ids(7, StateAction.READ, item(5)));
        assertThat(isRead(5)).isFalse();
        apply(ids(8, StateAction.READ, item(5)));
        assertThat(isRead(5)).isTrue();
    }

    @Test
    void changesOfATopicMadeAnewAreNewerThanAllBefore() {
        apply(ids(1_000, StateAction.READ, item(5)));
        tables.run("update inbox_position set generation = 2");
        ItemId before = ItemId.of(0, Generation.pos(1, 5), 2);
        apply(ids(1, StateAction.UNREAD, before), ids(2, StateAction.READ, item(5)));
        assertThat(isRead(5)).isFalse();
        assertThat(tables.rows("select read from inbox_state where pos = " + Generation.pos(2, 5)))
                .containsExactly("t");
    }

    /** The pods apply changes at once and in any order, the projection applies all of them in theirs. */
    @Test
    void whateverPodsHaveAppliedBeforeTheProjectionDecides() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<Versioned> history = history(random);
            assertThat(afterAll(history, random, true)).isEqualTo(afterAll(history, random, false));
        }
    }

    private List<Versioned> history(Random random) {
        List<Versioned> history = new ArrayList<>();
        StateAction[] single = {StateAction.READ, StateAction.UNREAD, StateAction.ARCHIVE, StateAction.UNARCHIVE};
        for (int version = 1; version <= 12; version++) {
            history.add(
                    random.nextInt(3) > 0
                            ? ids(version, single[random.nextInt(4)], item(random.nextInt(6)))
                            : upto(
                                    version,
                                    random.nextBoolean() ? StateAction.READ : StateAction.ARCHIVE,
                                    random.nextInt(7)));
        }
        return history;
    }

    private List<Boolean> afterAll(List<Versioned> history, Random random, boolean eagerly) {
        tables.run("truncate inbox_state, inbox_mark");
        tables.position(CHANGES, 0);
        List<Versioned> eager = new ArrayList<>(history);
        Collections.shuffle(eager, random);
        int projected = 0;
        for (Versioned each : eager) {
            if (eagerly && random.nextInt(4) > 0) {
                apply(each);
            }
            if (random.nextInt(3) == 0 && projected < history.size()) {
                project(history.get(projected++));
            }
        }
        while (projected < history.size()) {
            project(history.get(projected++));
        }
        List<Boolean> states = new ArrayList<>();
        for (int offset = 0; offset < 7; offset++) {
            states.add(isRead(offset));
            states.add(isArchived(offset));
        }
        return states;
    }

    private void project(Versioned change) {
        apply(change);
        tables.position(CHANGES, change.version() + 1);
    }
}
