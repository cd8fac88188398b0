package dev.tidings.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of replays, which read again from Kafka for cursors that are older than the window. */
@ConfigMapping(prefix = "tidings.replay")
public interface ReplayConfig {
    /** The maximum of records between a cursor and the window, in all partitions together; 0 turns replays off. */
    @WithDefault("5000000")
    long maxRecords();

    /** The maximum bytes of keys and values in one scan; then its sessions are closed with 1013, at their positions. */
    @WithDefault("4294967296")
    long maxScanBytes();

    /** The maximum time of one scan; then its sessions are closed with 1013, at their positions. */
    @WithDefault("1m")
    Duration maxScanTime();

    /** Memory for records that were read again and wait for their sessions, of all scans together, in bytes. */
    @WithDefault("33554432")
    long bufferBytes();

    /** The time that a scan waits for more sessions that reconnect at the same time, so that one serves them all. */
    @WithDefault("200ms")
    Duration gather();

    /** The time that a scan whose memory is full waits for its slowest session; then that one is closed with 4408. */
    @WithDefault("5s")
    Duration patience();
}
