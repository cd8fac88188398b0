package dev.tidings.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user does to items. */
enum StateAction {
    SEEN,
    READ,
    UNREAD,
    ARCHIVE,
    UNARCHIVE;

    /** Returns the action's name in events and addresses. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StateAction> of(String label) {
        return Arrays.stream(values())
                .filter(action -> action.label().equals(label))
                .findFirst();
    }
}
