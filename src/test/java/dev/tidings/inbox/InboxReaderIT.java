package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user is shown of tables that are filled by hand: the statements against a real PostgreSQL. */
class InboxReaderIT {
    private static final long EPOCH = 99;
    private static final int USERS = new Partition(Topic.NOTIFICATIONS, 0).id();
    private static final int OTHER = new Partition(Topic.NOTIFICATIONS, 1).id();
    private static final int NEWS = new Partition(Topic.ANNOUNCEMENTS, 0).id();
    private static final InboxOwner ALICE = owner("alice", "everyone", "group:staff");
    private static final InboxOwner BOB = owner("bob", "everyone");

    private final InboxTables tables = InboxTables.create();
    private int minute;
    private long version = 1_000;

    @BeforeEach
    void project() {
        List.of(USERS, OTHER, NEWS).forEach(part -> tables.position(part, 500));
    }

    private static InboxOwner owner(String user, String... audiences) {
        return new InboxOwner(new UserId(user), List.of(audiences), List.of(USERS, OTHER, NEWS));
    }

    /** An item of the next minute. */
    private void item(String user, int part, long offset, String columns) {
        boolean news = (part & 1) == 1;
        tables.run("insert into " + (news ? "inbox_announcement (audience" : "inbox_item (user_id")
                + ", part, pos, at, type, event, expires, collapse) select '" + user + "', " + part + ", "
                + Generation.pos(1, offset) + ", timestamptz '2026-11-01T00:00:00Z' + interval '" + minute++
                + " minutes', 't', '{\"id\":\"" + user + offset + "\"}', " + columns);
    }

    private void item(String user, long offset) {
        item(user, USERS, offset, "null, null");
    }

    private void news(String audience, long offset) {
        item(audience, NEWS, offset, "null, null");
    }

    private void change(StateAction action, List<ItemId> ids, @Nullable Cursor upto) {
        try (Connection connection = tables.open()) {
            StateChange change = new StateChange(new UserId("alice"), USERS, action, ids, upto, Instant.EPOCH);
            var unused = StateChanges.apply(connection, change, version++);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mark(StateAction action, long... offsets) {
        change(
                action,
                Arrays.stream(offsets)
                        .mapToObj(offset -> new ItemId(USERS, offset))
                        .toList(),
                null);
    }

    private void upto(StateAction action, long users, long news) {
        change(
                action,
                List.of(),
                new Cursor(
                        EPOCH,
                        List.of(
                                new Position(Partition.of(USERS), users),
                                new Position(Partition.of(NEWS), news))));
    }

    private interface Question<T> {
        T of(InboxReader reader) throws SQLException;
    }

    private <T> T ask(InboxOwner owner, Question<T> question) {
        try (Connection connection = tables.open()) {
            return question.of(InboxReader.on(connection, owner));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<InboxItem> one(int part, long number) {
        return ask(ALICE, reader -> reader.item(new ItemId(part, number)));
    }

    private List<InboxItem> items() {
        return ask(ALICE, reader -> reader.page(query(ItemFilter.ALL, 10, null))).items();
    }

    private static ItemQuery query(ItemFilter filter, int limit, @Nullable ItemPlace before) {
        return new ItemQuery(filter, limit, before, null);
    }

    private List<String> listed(InboxOwner owner, ItemFilter filter) {
        return ask(owner, reader -> reader.page(query(filter, 200, null))).items().stream()
                .map(item -> item.id().toString())
                .toList();
    }

    private String counts(InboxOwner owner) {
        Counts counts = ask(owner, InboxReader::counts);
        return counts.unseen() + " " + counts.unread();
    }

    @Test
    void aListHasTheNewestFirstAndAnnouncementsOfTheUsersGroupsAmongThem() {
        item("alice", 1);
        news("everyone", 1);
        item("bob", 2);
        news("group:staff", 2);
        item("alice", OTHER, 3, "null, null");
        news("group:board", 3);
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("2-3", "1-2", "1-1", "0-1");
        assertThat(listed(BOB, ItemFilter.ALL)).containsExactly("0-2", "1-1");
        assertThat(counts(ALICE)).isEqualTo("4 4");
        assertThat(counts(BOB)).isEqualTo("2 2");
    }

    @Test
    void pagesFollowEachOtherWithoutAGapOrARepetition() {
        for (int i = 0; i < 25; i++) {
            item("alice", i);
            news("everyone", i);
        }
        // Several of one time: the place decides.
        tables.run("update inbox_item set at = '2026-11-01T00:10:00Z' where (pos & 3) = 0");
        List<String> all = new ArrayList<>();
        ItemPlace before = null;
        do {
            ItemPlace from = before;
            InboxPage page = ask(ALICE, reader -> reader.page(query(ItemFilter.ALL, 7, from)));
            assertThat(page.items()).hasSizeBetween(1, 7);
            page.items().forEach(item -> all.add(item.id().toString()));
            before = page.next();
            assertThat(before == null ? null : ItemPlace.parse(before.toString()).orElseThrow())
                    .isEqualTo(before);
        } while (before != null);
        assertThat(all).hasSize(50).doesNotHaveDuplicates().isEqualTo(listed(ALICE, ItemFilter.ALL));
    }

    @Test
    void filtersFollowTheStates() {
        IntStream.range(0, 5).forEach(i -> item("alice", i));
        mark(StateAction.READ, 1, 2);
        mark(StateAction.ARCHIVE, 2, 3);
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("0-4", "0-1", "0-0");
        assertThat(listed(ALICE, ItemFilter.UNREAD)).containsExactly("0-4", "0-0");
        assertThat(listed(ALICE, ItemFilter.ARCHIVED)).containsExactly("0-3", "0-2");
        assertThat(counts(ALICE)).isEqualTo("2 2");
        mark(StateAction.UNREAD, 1);
        mark(StateAction.UNARCHIVE, 3);
        assertThat(listed(ALICE, ItemFilter.UNREAD)).containsExactly("0-4", "0-3", "0-1", "0-0");
        assertThat(counts(ALICE)).isEqualTo("4 4");
    }

    @Test
    void onlyEventsOfATypeAreListed() {
        item("alice", 1);
        item("alice", 2);
        tables.run("update inbox_item set type = 'u' where pos = " + Generation.pos(1, 2));
        ItemQuery query = new ItemQuery(ItemFilter.ALL, 10, null, "u");
        InboxPage page = ask(ALICE, reader -> reader.page(query));
        assertThat(page.items())
                .extracting(item -> item.id().toString())
                .containsExactly("0-2");
    }

    @Test
    void whatWasReadCountsAsSeenAndSeeingReadsNothing() {
        IntStream.range(0, 6).forEach(i -> item("alice", i));
        news("everyone", 0);
        upto(StateAction.SEEN, 3, 0);
        assertThat(counts(ALICE)).isEqualTo("4 7");
        mark(StateAction.READ, 4);
        assertThat(counts(ALICE)).isEqualTo("3 6");
        upto(StateAction.READ, 6, 1);
        assertThat(counts(ALICE)).isEqualTo("0 0");
        mark(StateAction.UNREAD, 1, 5);
        assertThat(counts(ALICE)).as("1 was seen, 5 was not").isEqualTo("1 2");
        assertThat(counts(BOB)).isEqualTo("1 1");
    }

    @Test
    void allUpToACursorLeavesWhatComesLater() {
        IntStream.range(0, 4).forEach(i -> item("alice", i));
        news("group:staff", 0);
        news("group:staff", 1);
        upto(StateAction.READ, 2, 1);
        assertThat(listed(ALICE, ItemFilter.UNREAD)).containsExactly("1-1", "0-3", "0-2");
        upto(StateAction.ARCHIVE, 3, 2);
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("0-3");
        upto(StateAction.UNARCHIVE, 1, 2);
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("1-1", "1-0", "0-3", "0-0");
    }

    @Test
    void whatHasExpiredIsGone() {
        item("alice", USERS, 1, "now() - interval '1 second', null");
        item("alice", USERS, 2, "now() + interval '1 hour', null");
        item("everyone", NEWS, 1, "now() - interval '1 second', null");
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("0-2");
        assertThat(counts(ALICE)).isEqualTo("1 1");
        assertThat(one(USERS, 1)).isEmpty();
        assertThat(one(NEWS, 1)).isEmpty();
    }

    @Test
    void ofACollapseKeyOnlyTheNewestIsListed() {
        item("alice", USERS, 1, "null, 'k'");
        item("alice", USERS, 2, "null, 'k'");
        item("alice", USERS, 3, "now() - interval '1 second', 'k'");
        item("alice", USERS, 4, "null, 'other'");
        item("bob", USERS, 5, "null, 'k'");
        item("everyone", NEWS, 1, "null, 'k'");
        item("group:staff", NEWS, 2, "null, 'k'");
        item("everyone", NEWS, 3, "null, 'k'");
        assertThat(listed(ALICE, ItemFilter.ALL)).containsExactly("1-3", "1-2", "0-4", "0-2");
        assertThat(counts(ALICE)).isEqualTo("4 4");
    }

    @Test
    void countsStopAtAHundred() {
        IntStream.range(0, 130).forEach(i -> item("alice", i));
        assertThat(counts(ALICE)).isEqualTo("100 100");
        upto(StateAction.SEEN, 100, 0);
        assertThat(counts(ALICE)).isEqualTo("30 100");
    }

    @Test
    void anItemOfAnotherUserIsLikeOneOfNobody() {
        item("alice", 1);
        item("bob", 2);
        news("group:board", 3);
        assertThat(one(USERS, 1)).get().satisfies(found -> {
            assertThat(found.event()).asString(UTF_8).isEqualTo("{\"id\":\"alice1\"}");
            assertThat(found.flags()).isEqualTo(new InboxItem.Flags(false, false, false));
        });
        for (ItemId foreign : List.of(new ItemId(USERS, 2), new ItemId(NEWS, 3), new ItemId(USERS, 77))) {
            assertThat(one(foreign.part(), foreign.number())).isEmpty();
        }
        List<ItemId> asked = List.of(
                new ItemId(USERS, 1), new ItemId(USERS, 2), new ItemId(NEWS, 3), new ItemId(OTHER, 1));
        List<ItemId> own = ask(ALICE, reader -> reader.own(asked));
        assertThat(own).containsExactly(new ItemId(USERS, 1));
    }

    @Test
    void anItemOfATopicThatWasCreatedAgainKeepsItsStateUnderAnotherId() {
        item("alice", 1);
        mark(StateAction.READ, 1);
        tables.run("update inbox_position set generation = 2, next_offset = 1");
        item("alice", USERS, 0, "null, null");
        tables.run("update inbox_item set pos = " + Generation.pos(2, 1) + " where (pos & 65535) = 0");
        List<InboxItem> items = items();
        assertThat(items).extracting(item -> item.flags().read()).containsExactly(false, true);
        ItemId old = items.get(1).id();
        assertThat(items.get(0).id()).hasToString("0-1").isNotEqualTo(old);
        assertThat(ItemId.parse(old.toString())).contains(old);
        assertThat(one(old.part(), old.number())).isPresent();
    }

    @Test
    void theCursorHasTheHomesInTheirOrder() {
        tables.position(OTHER, 7);
        Counts counts = ask(ALICE, InboxReader::counts);
        assertThat(counts.cursor())
                .isEqualTo(new Cursor(
                        EPOCH,
                        List.of(
                                new Position(Partition.of(USERS), 500),
                                new Position(Partition.of(OTHER), 7),
                                new Position(Partition.of(NEWS), 500))));
    }

    @Test
    void withoutAPositionOfEachHomeThereIsNoCursor() {
        tables.run("delete from inbox_position where part = " + OTHER);
        assertThatThrownBy(() -> ask(ALICE, InboxReader::counts))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(503));
    }
}
