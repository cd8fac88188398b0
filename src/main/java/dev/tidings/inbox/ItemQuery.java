package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A question for a page of items, the newest first.
 *
 * @param before the last item of the page before, or null for the first page
 * @param type the type of the items' events, or null for all
 */
record ItemQuery(
        ItemFilter filter,
        int limit,
        @Nullable ItemPlace before,
        @Nullable String type) {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;
    private static final int LONGEST_TYPE = 1_000;

    /**
     * Reads the parameters of a request.
     *
     * @throws ProblemException where one of them is wrong; the message names it
     */
    static ItemQuery of(
            @Nullable String filter,
            @Nullable String limit,
            @Nullable String before,
            @Nullable String type) {
        return new ItemQuery(filter(filter), limit(limit), before(before), type(type));
    }

    private static ItemFilter filter(@Nullable String text) {
        return text == null
                ? ItemFilter.ALL
                : ItemFilter.of(text)
                        .orElseThrow(() ->
                                ProblemException.bad("filter: unknown (expected: all, unread or archived)"));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        boolean number = text.matches("[0-9]{1,9}");
        int limit = number ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.bad(
                    "limit: " + (number ? limit : "no number") + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return limit;
    }

    private static @Nullable ItemPlace before(@Nullable String text) {
        return text == null
                ? null
                : ItemPlace.parse(text)
                        .orElseThrow(() ->
                                ProblemException.bad("before: no place in a list (expected: next of a page)"));
    }

    private static @Nullable String type(@Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > LONGEST_TYPE || text.indexOf('\0') >= 0)) {
            throw ProblemException.bad("type: no type of events (expected: 1 to " + LONGEST_TYPE + " characters)");
        }
        return text;
    }
}
