package dev.tidings.inbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The statements that read items. Each row of a user is found by {@code :user}, and each announcement by one of {@code
 * :audiences}: no statement can find another user's.
 */
final class ItemSql {
    /** The columns of a row, after which its table follows. */
    private static final String COLUMNS = """
            select i.part, i.pos, i.at, i.event, f.seen, f.read, f.archived
            """;

    /** The state of an item: its own where there is one, otherwise that of the marks. What was read was seen. */
    private static final String FLAGS = """
            left join inbox_mark m on m.user_id = :user and m.part = i.part
            left join inbox_state s on s.user_id = :user and s.part = i.part and s.pos = i.pos
            cross join lateral (select
              coalesce(i.pos < m.seen_to, false) or coalesce(s.read, i.pos < m.read_to, false) as seen,
              coalesce(s.read, i.pos < m.read_to, false) as read,
              coalesce(s.archived, i.pos < m.archived_to, false) as archived) f
            """;

    /** An item that has expired is gone, and one with a newer item of its collapse key is replaced. */
    static final String VISIBLE_ITEM = visible("inbox_item", "user_id");

    static final String VISIBLE_ANNOUNCEMENT = visible("inbox_announcement", "audience");

    private static final String PAGE = """
            select * from (
              (%1$s from inbox_item i %2$s
               where i.user_id = :user and %3$s and %5$s
               order by i.at desc, i.part desc, i.pos desc limit :limit)
              union all
              (select a.* from unnest(:audiences::text[]) as g (audience) cross join lateral (
                 %1$s from inbox_announcement i %2$s
                 where i.audience = g.audience and %4$s and %5$s
                 order by i.at desc, i.part desc, i.pos desc limit :limit) a)
            ) as listed
            order by at desc, part desc, pos desc limit :limit
            """;

    /** Only what comes after the place in the list. The first condition tells which parts of the table can have it. */
    private static final String AFTER = """
            i.at <= :before and (i.at, i.part, i.pos) < (:before, :part::int, :pos::bigint) and
            """;

    private static final String OF_TYPE = "i.type = :type and ";

    private static final String ONE = """
            %1$s from inbox_item i %2$s
            where i.user_id = :user and i.part = :part and i.pos = :pos and (i.expires is null or i.expires > now())
            union all
            %1$s from inbox_announcement i %2$s
            where i.audience = any (:audiences::text[]) and i.part = :part and i.pos = :pos
              and (i.expires is null or i.expires > now())
            """;

    /** Which of the given places hold an item of the user; {@code pos} is that of the database. */
    private static final String OWN = """
            select g.part, g.pos from unnest(:parts::int[], :poses::bigint[]) as g (part, pos)
            where exists (
                select from inbox_item i where i.user_id = :user and i.part = g.part and i.pos = g.pos)
              or exists (
                select from inbox_announcement i
                where i.audience = any (:audiences::text[]) and i.part = g.part and i.pos = g.pos)
            """;

    private static final Map<ItemFilter, NamedSql> PAGES = pages(AFTER);
    private static final Map<ItemFilter, NamedSql> PAGES_OF_TYPE = pages(AFTER + OF_TYPE);
    private static final NamedSql ITEM = new NamedSql(ONE.formatted(COLUMNS, FLAGS));
    private static final NamedSql OWN_PLACES = new NamedSql(OWN);

    private ItemSql() {}

    private static String visible(String table, String owner) {
        return """
                (i.expires is null or i.expires > now())
                and (i.collapse is null or not exists (
                  select from %1$s n
                  where n.%2$s = i.%2$s and n.collapse = i.collapse
                    and (n.at, n.part, n.pos) > (i.at, i.part, i.pos)
                    and (n.expires is null or n.expires > now())))
                """.formatted(table, owner);
    }

    private static Map<ItemFilter, NamedSql> pages(String bounds) {
        Map<ItemFilter, NamedSql> pages = new EnumMap<>(ItemFilter.class);
        for (ItemFilter filter : ItemFilter.values()) {
            String sql = PAGE.formatted(
                    COLUMNS,
                    FLAGS,
                    bounds + VISIBLE_ITEM,
                    bounds + VISIBLE_ANNOUNCEMENT,
                    "(" + filter.condition() + ")");
            pages.put(filter, new NamedSql(sql));
        }
        return pages;
    }

    /** Returns the statement for a page of that filter, of all types or of the type {@code :type}. */
    static NamedSql page(ItemFilter filter, boolean ofType) {
        return Objects.requireNonNull((ofType ? PAGES_OF_TYPE : PAGES).get(filter));
    }

    /** Returns the statement for one item. */
    static NamedSql item() {
        return ITEM;
    }

    /** Returns the statement that finds the user's items among places. */
    static NamedSql own() {
        return OWN_PLACES;
    }
}
