package dev.tidings.inbox;

import dev.tidings.event.LogTerms;
import dev.tidings.kafka.ClientSettings;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.kafka.OutgoingDefaults;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Configures the channel that writes changes of inboxes. */
class InboxKafka {
    private static final int LEAST_REQUEST = 1 << 20;

    /** Returns the settings of the producer, which does not linger: a user waits for each change. */
    @Produces
    @Singleton
    OutgoingDefaults changes(ClientSettings clients, MarkConfig config, LogTerms log) {
        Map<String, Object> settings = clients.producer("tidings-inbox-changes", config.timeout());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(LEAST_REQUEST, log.maxEventSize() + 1024));
        return new OutgoingDefaults(OutgoingChannel.INBOX_CHANGES, settings);
    }
}
