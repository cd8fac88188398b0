package dev.tidings.inbox;

/**
 * The statements that change states. Each names its parameters by their places: the user, the partition, offset and
 * time of the change's record; then two arrays of places, and the epoch where they are a cursor's.
 */
final class StateSql {
    /** The change with its version; no row where it has been projected already, or belongs to what was erased. */
    private static final String CHANGE = """
            with given as (
              select g.user_id, g.part, g.off, g.at, coalesce(p.generation, 1)::bigint << 48 | g.off as version
              from (values (?::text, ?::int, ?::bigint, ?::timestamptz)) as g (user_id, part, off, at)
              left join inbox_position p on p.part = g.part
              where not coalesce(p.next_offset > g.off, false)),
            change as (
              select * from given g where not exists (
                select from inbox_erasure e
                where e.user_id = g.user_id and e.part = g.part and e.erased_to > g.version)),
            """;

    private static final String ITEMS = """
            item as (
              select distinct i.part, case when i.number >> 48 > 0 then i.number
                else coalesce(p.generation, 1)::bigint << 48 | i.number end as pos
              from unnest(?::int[], ?::bigint[]) as i (part, number) left join inbox_position p on p.part = i.part)
            """;

    private static final String UPTO = """
            upto as (
              select u.part, p.generation::bigint << 48 | u.off as pos
              from unnest(?::int[], ?::bigint[]) as u (part, off)
              join inbox_position p on p.part = u.part and p.epoch = ?)
            """;

    /** An older change does nothing, be it older than the item's own or than a mark that covers the item. */
    private static final String SET = """
            where not exists (
              select from inbox_mark m where m.user_id = c.user_id and m.part = i.part
              and m.%1$s_to > i.pos and m.%1$s_version > c.version)
            on conflict (user_id, part, pos) do update
              set %1$s = excluded.%1$s, %1$s_version = excluded.%1$s_version, changed = excluded.changed
              where s.%1$s_version < excluded.%1$s_version
            """;

    private static final String ONE = CHANGE + ITEMS + """
            insert into inbox_state as s (user_id, part, pos, %1$s, %1$s_version, changed)
            select c.user_id, i.part, i.pos, %2$s, c.version, c.at from change c, item i
            """ + SET;

    /** There is no mark for "not up to there": each item that is there gets a state of its own. */
    private static final String NOT_UPTO = CHANGE + UPTO + """
            insert into inbox_state as s (user_id, part, pos, %1$s, %1$s_version, changed)
            select c.user_id, i.part, i.pos, false, c.version, c.at
            from change c, upto u, lateral (
              select n.part, n.pos from inbox_item n
              where n.user_id = c.user_id and n.part = u.part and n.pos < u.pos
              union all
              select a.part, a.pos from inbox_announcement a where a.part = u.part and a.pos < u.pos) i
            """ + SET;

    /** The mark moves forward only, and has the version of the change that moved it; states that are older than it and covered by it are as it says. */
    private static final String MARK = CHANGE + UPTO + """
            , marked as (
              insert into inbox_mark as m (user_id, part, %1$s_to, %1$s_version)
              select c.user_id, u.part, u.pos, c.version from change c, upto u
              on conflict (user_id, part) do update set
                %1$s_version = case
                  when excluded.%1$s_to < m.%1$s_to then m.%1$s_version
                  when excluded.%1$s_to > m.%1$s_to then excluded.%1$s_version
                  else greatest(m.%1$s_version, excluded.%1$s_version) end,
                %1$s_to = greatest(m.%1$s_to, excluded.%1$s_to))
            update inbox_state s set %1$s = null, %1$s_version = c.version, changed = c.at
            from change c, upto u
            where s.user_id = c.user_id and s.part = u.part and s.pos < u.pos
              and s.%1$s is not null and s.%1$s_version < c.version
            """;

    private static final String SEEN = """
            insert into inbox_mark as m (user_id, part, seen_to)
            select c.user_id, i.part, max(i.pos) from change c, %s i group by c.user_id, i.part
            on conflict (user_id, part) do update set seen_to = greatest(m.seen_to, excluded.seen_to)
            """;

    private static final String SEEN_ITEMS =
            CHANGE + ITEMS + SEEN.formatted("(select part, pos + 1 as pos from item)");
    private static final String SEEN_UPTO = CHANGE + UPTO + SEEN.formatted("upto");

    private StateSql() {}

    /** Returns the statement for changing the state of items by their ids. */
    static String ofItems(StateAction action) {
        return switch (action) {
            case SEEN -> SEEN_ITEMS;
            case READ -> ONE.formatted("read", "true");
            case UNREAD -> ONE.formatted("read", "false");
            case ARCHIVE -> ONE.formatted("archived", "true");
            case UNARCHIVE -> ONE.formatted("archived", "false");
        };
    }

    /** Returns the statement for changing the state of everything before a cursor. */
    static String ofUpto(StateAction action) {
        return switch (action) {
            case SEEN -> SEEN_UPTO;
            case READ -> MARK.formatted("read");
            case UNREAD -> NOT_UPTO.formatted("read");
            case ARCHIVE -> MARK.formatted("archived");
            case UNARCHIVE -> NOT_UPTO.formatted("archived");
        };
    }
}
