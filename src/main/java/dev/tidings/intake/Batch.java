package dev.tidings.intake;

import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import dev.tidings.intake.limit.DeferredEvent;
import dev.tidings.intake.memory.Fingerprint;
import dev.tidings.intake.route.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Collects what is written in one transaction: what its records become, or deferred events. */
final class Batch {
    /**
     * An event on its way to the log.
     *
     * @param cause null for a deferred event, whose record is committed already
     */
    record Sent(Outgoing event, @Nullable Cause cause) {}

    /** A dead letter. */
    record Letter(ProducerRecord<byte[], byte[]> record, Cause cause) {}

    private final List<Sent> events = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Map<TopicPartition, Set<Fingerprint>> fingerprints = new HashMap<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<String, Integer> deferred = new TreeMap<>();
    private long bytes;

    void add(Sent event) {
        events.add(event);
        bytes += event.event().value().length + 2L * event.event().key().length();
    }

    void add(Letter letter) {
        letters.add(letter);
        byte[] value = letter.record().value();
        bytes += value == null ? 0 : value.length;
    }

    void add(DeferredEvent event) {
        add(new Sent(event.collapsed(), null));
        deferred.merge(event.recipient().route(), 1, Integer::sum);
    }

    boolean contains(TopicPartition partition, Fingerprint fingerprint) {
        Set<Fingerprint> known = fingerprints.get(partition);
        return known != null && known.contains(fingerprint);
    }

    void add(TopicPartition partition, Fingerprint fingerprint) {
        fingerprints.computeIfAbsent(partition, any -> new LinkedHashSet<>()).add(fingerprint);
    }

    /** Advances the offset of the record's partition past it. */
    void advance(ConsumerRecord<byte[], byte[]> record) {
        nextOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    Tally tally(String route) {
        return tallies.computeIfAbsent(route, any -> new Tally());
    }

    /** Returns the bytes of the keys and values, as an estimate. */
    long bytes() {
        return bytes;
    }

    List<Sent> events() {
        return events;
    }

    List<Letter> letters() {
        return letters;
    }

    Map<TopicPartition, ? extends Collection<Fingerprint>> fingerprints() {
        return fingerprints;
    }

    /** Returns the next offset to read, by partition. */
    Map<TopicPartition, Long> nextOffsets() {
        return nextOffsets;
    }

    Map<String, Tally> tallies() {
        return tallies;
    }

    /** Returns the number of deferred events, by route. */
    Map<String, Integer> deferred() {
        return deferred;
    }
}
