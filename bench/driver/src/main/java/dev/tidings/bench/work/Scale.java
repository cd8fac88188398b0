package dev.tidings.bench.work;

import java.util.List;

/**
 * How much there is to do: sessions that get events and sessions in all, seconds, numbers of events, how many instances a
 * fleet has, how often at most a JVM is waited for that still compiles, and whether tokens are ES256 too.
 */
public record Scale(
        int users,
        int crowd,
        int idleSeconds,
        int steadySeconds,
        int warmUp,
        int firstDrain,
        int drain,
        int announcements,
        int skim,
        List<Integer> fleet,
        int settle,
        boolean bothAlgorithms) {
    public static final Scale FULL =
            new Scale(5_000, 15_000, 5, 5, 100_000, 200_000, 600_000, 40, 1_000_000, List.of(1, 2, 4, 6), 3, true);
    public static final Scale QUICK =
            new Scale(5_000, 5_000, 3, 4, 60_000, 100_000, 200_000, 50, 300_000, List.of(1, 2), 2, false);
}
