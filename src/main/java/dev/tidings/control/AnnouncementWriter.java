package dev.tidings.control;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where announcements are written to; what becomes of one is told later, on another thread. */
interface AnnouncementWriter {
    /** Whether more may be written now. */
    boolean hasRoom();

    /** {@code written} is given whether Kafka has it. */
    void write(String key, byte @Nullable [] value, Consumer<Boolean> written);

    /** One was not even tried, since there are too many. */
    void skipped();
}
