package dev.tidings.control;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port that writes announcements. The outcome of a write is reported later, on another thread. */
interface AnnouncementWriter {
    /** Returns whether more may be written now. */
    boolean hasRoom();

    /** Writes a record. {@code written} receives whether Kafka has it. */
    void write(String key, byte @Nullable [] value, Consumer<Boolean> written);

    /** Reports an announcement that was not tried, since there are too many. */
    void skipped();
}
