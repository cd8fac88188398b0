package dev.tidings.tail;

import java.time.Duration;

/** The bounds of scans. */
record ReplayLimits(long maxScanBytes, Duration maxScanTime, long bufferBytes, Duration gather, Duration patience) {
    static final long SMALLEST_BUFFER = 1 << 20;

    ReplayLimits {
        if (maxScanBytes < 1) {
            throw new IllegalArgumentException("max-scan-bytes: " + maxScanBytes + " (expected: > 0)");
        }
        if (bufferBytes < SMALLEST_BUFFER) {
            throw new IllegalArgumentException(
                    "buffer-bytes: " + bufferBytes + " (expected: >= " + SMALLEST_BUFFER + ")");
        }
    }
}
