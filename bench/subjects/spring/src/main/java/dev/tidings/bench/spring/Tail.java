package dev.tidings.bench.spring;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.PartitionOffset;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.stereotype.Component;

/** Reads both topics from their ends on, and sends each record to those whom it is for. */
@Component
class Tail {
    private final Sockets sockets;
    private final String announcements;

    Tail(Sockets sockets, @Value("${ANNOUNCEMENTS}") String announcements) {
        this.sockets = sockets;
        this.announcements = announcements;
    }

    // seekPosition wins over the offset, which has to be given all the same; with partition "*" it would be ignored.
    @KafkaListener(
            topicPartitions = {
                @TopicPartition(
                        topic = "${NOTIFICATIONS}",
                        partitionOffsets =
                                @PartitionOffset(partition = "0-3", initialOffset = "0", seekPosition = "END")),
                @TopicPartition(
                        topic = "${ANNOUNCEMENTS}",
                        partitionOffsets =
                                @PartitionOffset(partition = "0-1", initialOffset = "0", seekPosition = "END"))
            })
    void send(ConsumerRecord<String, String> event) {
        if (event.topic().equals(announcements)) {
            sockets.sendToAll(event.value());
        } else {
            sockets.send(event.key(), event.value());
        }
    }
}
