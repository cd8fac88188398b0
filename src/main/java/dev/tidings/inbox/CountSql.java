package dev.tidings.inbox;

/**
 * The statement that counts what a user has neither seen nor read, and returns the positions at which that holds, all
 * in one snapshot. Counting stops at {@link Counts#MOST}.
 *
 * <p>What was read lies below a mark, except for few items: so only what is above the marks and these exceptions are
 * looked at, and the cost does not depend on the number of items.
 */
final class CountSql {
    /** The marks of the user in all partitions, even ids for users' items and odd ones for announcements. */
    private static final String MARKS = """
            with k as materialized (
              select p.part, coalesce(m.seen_to, 0) as seen_to, coalesce(m.read_to, 0) as read_to,
                coalesce(m.archived_to, 0) as archived_to
              from inbox_position p left join inbox_mark m on m.user_id = :user and m.part = p.part)
            """;

    /** Items above a mark that were not read one by one. */
    private static final String ABOVE = """
            select 1 from k
            cross join lateral (%1$s and i.pos >= %3$s) i
            left join inbox_state s on s.user_id = :user and s.part = i.part and s.pos = i.pos
            where k.part & 1 = %2$s and not coalesce(s.read, false) and not coalesce(s.archived, i.pos < k.archived_to)
            """;

    /** Items below the mark that were made unread again. */
    private static final String EXCEPTIONS = """
            select 1 from inbox_state s
            join k on k.part = s.part and s.pos < k.read_to %3$s
            cross join lateral (%1$s and i.pos = s.pos) i
            where s.user_id = :user and s.part & 1 = %2$s and s.read = false
              and not coalesce(s.archived, i.pos < k.archived_to)
            """;

    private static final String ITEM = """
            select i.part, i.pos from inbox_item i
            where i.user_id = :user and i.part = k.part and """ + ' ' + ItemSql.VISIBLE_ITEM;

    private static final String ANNOUNCEMENT = """
            select i.part, i.pos from unnest(:audiences::text[]) as g (audience)
            join inbox_announcement i on i.audience = g.audience and i.part = k.part
            where """ + ' ' + ItemSql.VISIBLE_ANNOUNCEMENT;

    private static final String UNREAD = counted("k.read_to", "");
    private static final String UNSEEN = counted("greatest(k.seen_to, k.read_to)", "and s.pos >= k.seen_to");

    /** A row for each home partition, with the same counts in each. */
    static final NamedSql COUNTS = new NamedSql(MARKS + """
            , counted as materialized (select (%s) as unseen, (%s) as unread)
            select p.part, p.next_offset, p.epoch, c.unseen, c.unread
            from inbox_position p cross join counted c where p.part = any (:homes::int[])
            """.formatted(UNSEEN, UNREAD));

    private CountSql() {}

    private static String counted(String from, String below) {
        return """
                select count(*)::int from (
                  (%s) union all (%s) union all (%s) union all (%s) limit %d) as counted
                """.formatted(
                        ABOVE.formatted(ITEM, "0", from),
                        ABOVE.formatted(ANNOUNCEMENT, "1", from),
                        EXCEPTIONS.formatted(ITEM, "0", below),
                        EXCEPTIONS.formatted(ANNOUNCEMENT, "1", below),
                        Counts.MOST);
    }
}
