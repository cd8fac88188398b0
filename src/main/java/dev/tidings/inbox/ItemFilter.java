package dev.tidings.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which items a list has. */
enum ItemFilter {
    /** Those that are not archived. */
    ALL("not f.archived"),
    /** Those that are neither read nor archived. */
    UNREAD("not f.archived and not f.read"),
    /** The archived ones. */
    ARCHIVED("f.archived");

    private final String condition;

    ItemFilter(String condition) {
        this.condition = condition;
    }

    /** Returns the condition over the flags of an item, which the statements call {@code f}. */
    String condition() {
        return condition;
    }

    /** Returns the filter's name in addresses. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ItemFilter> of(String label) {
        return Arrays.stream(values())
                .filter(filter -> filter.label().equals(label))
                .findFirst();
    }
}
