package dev.tidings.kafka;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Sends with a Kafka client, and reports the client when brokers have refused it. */
record ClientSender(Producer<byte[], byte[]> client, Consumer<Producer<byte[], byte[]>> refused)
        implements RecordSender {
    @Override
    public int partitionsOf(String topic) {
        try {
            return client.partitionsFor(topic).size();
        } catch (RuntimeException e) {
            reportRefusal(e);
            throw e;
        }
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Callback done) {
        var unused = client.send(record, (metadata, failure) -> {
            reportRefusal(failure);
            done.onCompletion(metadata, failure);
        });
    }

    private void reportRefusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof ClusterAuthorizationException) {
                refused.accept(client);
                return;
            }
        }
    }
}
