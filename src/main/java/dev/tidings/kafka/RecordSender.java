package dev.tidings.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The Kafka client of a channel, for one action on the channel's sending thread. Its methods may block, and throw if
 * there is no client.
 */
public interface RecordSender {
    int partitionsOf(String topic);

    /** Sends a record. {@code done} runs once, on a thread of Kafka's client. */
    void send(ProducerRecord<byte[], byte[]> record, Callback done);
}
