package dev.tidings.kubernetes;

import java.util.stream.Stream;

/** The memory model of docs/kubernetes.md: what a pod may hold at most has room in what it is given. */
final class MemoryRules {
    private static final long MIB = 1 << 20;
    private static final long APPLICATION = 20 * MIB;
    private static final long LISTS = 165 * MIB;
    private static final long SESSION = 10 * 1024;
    /** So that G1 need not collect all the time. */
    private static final double ROOM = 1.5;
    /** Of the limit, by the image's options. */
    private static final double HEAP = 0.5;

    private MemoryRules() {}

    static Stream<String> broken(Manifests manifests) {
        long live = APPLICATION
                + LISTS
                + number(manifests, "tidings.window.max-bytes")
                + number(manifests, "tidings.replay.buffer-bytes")
                + number(manifests, "tidings.session.max-per-pod") * SESSION;
        long needed = (long) (live * ROOM / HEAP) / MIB;
        long limit =
                mebibytes(manifests.container().at("/resources/limits/memory").asText());
        return limit >= needed
                ? Stream.of()
                : Stream.of("Deployment/tidings memory: " + limit + "Mi (expected: >= " + needed
                        + "Mi for its sessions, window and replays)");
    }

    private static long number(Manifests manifests, String key) {
        return Long.parseLong(Defaults.of(manifests, key));
    }

    private static long mebibytes(String quantity) {
        if (quantity.endsWith("Gi")) {
            return 1024 * Long.parseLong(quantity.replace("Gi", ""));
        }
        return quantity.endsWith("Mi") ? Long.parseLong(quantity.replace("Mi", "")) : 0;
    }
}
