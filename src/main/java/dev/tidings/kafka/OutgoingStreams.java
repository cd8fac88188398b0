package dev.tidings.kafka;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/**
 * Connects the outgoing channels to empty streams, since the connector warns of a channel without one. Records reach a
 * channel's producer directly: a stream would not return their positions.
 */
@Singleton
class OutgoingStreams {
    @Outgoing(OutgoingChannel.LOG)
    Multi<Message<byte[]>> log() {
        return Multi.createFrom().nothing();
    }

    @Outgoing(OutgoingChannel.CONTROL)
    Multi<Message<byte[]>> control() {
        return Multi.createFrom().nothing();
    }

    @Outgoing(OutgoingChannel.RETRIES)
    Multi<Message<byte[]>> retries() {
        return Multi.createFrom().nothing();
    }

    @Outgoing(OutgoingChannel.INBOX_CHANGES)
    Multi<Message<byte[]>> inboxChanges() {
        return Multi.createFrom().nothing();
    }
}
