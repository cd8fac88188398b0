package dev.tidings.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code inbox_item} or of {@code inbox_announcement}.
 *
 * @param owner the user, or the audience of an announcement
 * @param at the record's timestamp, in milliseconds of the epoch
 * @param expires in milliseconds of the epoch; {@link dev.tidings.event.Terms#NEVER} for never
 * @param event the whole event in JSON
 */
record InboxRow(
        int part,
        long pos,
        String owner,
        long at,
        long expires,
        @Nullable String collapse,
        String type,
        byte[] event)
        implements Projected {

    boolean isAnnouncement() {
        return (part & 1) == 1;
    }
}
