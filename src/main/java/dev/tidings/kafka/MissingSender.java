package dev.tidings.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Stands for a Kafka client that could not be created. */
record MissingSender(Throwable cause) implements RecordSender {
    @Override
    public int partitionsOf(String topic) {
        throw failure();
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Callback done) {
        throw failure();
    }

    private KafkaException failure() {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new KafkaException("no client can be created: " + root.getMessage(), cause);
    }
}
