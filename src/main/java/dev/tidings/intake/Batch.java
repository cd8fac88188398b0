package dev.tidings.intake;

import dev.tidings.intake.deadletter.OversizedRecords.Cause;
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

/** Collects what the records of one transaction become. */
final class Batch {
    /** An event on its way to the log. */
    record Sent(Outgoing event, Cause cause) {}

    /** A dead letter. */
    record Letter(ProducerRecord<byte[], byte[]> record, Cause cause) {}

    private final List<Sent> events = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Map<TopicPartition, Set<Fingerprint>> fingerprints = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
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

    boolean contains(TopicPartition partition, Fingerprint fingerprint) {
        Set<Fingerprint> known = fingerprints.get(partition);
        return known != null && known.contains(fingerprint);
    }

    void remember(TopicPartition partition, Fingerprint fingerprint) {
        fingerprints.computeIfAbsent(partition, any -> new LinkedHashSet<>()).add(fingerprint);
    }

    void passed(ConsumerRecord<byte[], byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
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
    Map<TopicPartition, Long> next() {
        return next;
    }

    Map<String, Tally> tallies() {
        return tallies;
    }
}
