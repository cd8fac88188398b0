package dev.tidings.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of what is read again from Kafka for cursors that are older than the window. */
@ConfigMapping(prefix = "tidings.replay")
public interface ReplayConfig {
    /** How many records before the window a cursor may lie, in all of its partitions together; 0 turns replays off. */
    @WithDefault("5000000")
    long maxRecords();

    /** Bytes of keys and values that one scan may read; then its sessions are closed with 1013, at the place they got to. */
    @WithDefault("4294967296")
    long maxScanBytes();

    /** How long one scan may take; then its sessions are closed with 1013, at the place they got to. */
    @WithDefault("1m")
    Duration maxScanTime();

    /** Memory for records that were read again and wait for their sessions, of all scans together, in bytes. */
    @WithDefault("33554432")
    long bufferBytes();

    /** How long a scan waits for more sessions that come back at the same time, so that one serves them all. */
    @WithDefault("200ms")
    Duration gather();

    /** How long a scan whose memory is full waits for its slowest session; then that one is closed with 4408. */
    @WithDefault("5s")
    Duration patience();
}
