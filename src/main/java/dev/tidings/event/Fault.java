package dev.tidings.event;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The loggable part of an internal fault: its class and frames. The message is left out: it may quote a record. */
public record Fault(String type, List<String> frames) {
    private static final int MOST_CAUSES = 8;
    private static final int MOST_FRAMES = 12;

    public Fault {
        frames = List.copyOf(frames);
    }

    /** Describes a fault at its origin: the frames are those of the innermost cause. */
    public static Fault of(Throwable thrown) {
        Deque<Throwable> causes = new ArrayDeque<>();
        for (Throwable at = thrown; at != null && causes.size() < MOST_CAUSES; at = at.getCause()) {
            causes.add(at);
        }
        String type = causes.stream().map(cause -> cause.getClass().getName()).collect(Collectors.joining(" < "));
        return new Fault(
                type,
                Arrays.stream(causes.getLast().getStackTrace())
                        .limit(MOST_FRAMES)
                        .map(StackTraceElement::toString)
                        .toList());
    }

    /** Returns the fault in one line. */
    @Override
    public String toString() {
        return type + " at " + String.join(" ", frames);
    }
}
