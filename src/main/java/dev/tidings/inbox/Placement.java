package dev.tidings.inbox;

import dev.tidings.event.Partition;

/**
 * Where the projection of a partition goes on.
 *
 * @param topicId the Kafka topic's id when this was determined
 * @param generation the partition's generation
 * @param next the offset of the next record
 */
record Placement(Partition partition, String topicId, int generation, long next) {}
