package dev.tidings.inbox;

/**
 * What of a partition is not in the database yet.
 *
 * @param records the number of offsets between the database's position and the log's end
 * @param since the timestamp of the newest record in the database, in milliseconds of the epoch; or when the partition
 *     was first seen to be behind, if this pod has written none
 */
public record Lag(long records, long since) {}
