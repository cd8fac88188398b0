package dev.tidings.session;

import dev.tidings.event.Partition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a session has come in the log of that epoch, and where it stood while it was behind.
 *
 * @param behindSince since when more is there than it was sent; null where it has got all
 * @param pendingBytes what was written and the network has not taken yet
 */
public record Progress(
        long epoch,
        List<Place> places,
        List<LagMark> marks,
        @Nullable Instant behindSince,
        long pendingBytes) {
    public Progress {
        places = List.copyOf(places);
        marks = List.copyOf(marks);
    }

    /** Which of the places is that partition's; -1 where none is. */
    public int indexOf(Partition partition) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).partition().equals(partition)) {
                return i;
            }
        }
        return -1;
    }
}
