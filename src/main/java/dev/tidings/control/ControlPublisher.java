package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.TopicsConfig;
import dev.tidings.identity.Logout;
import dev.tidings.identity.LogoutPublisher;
import dev.tidings.kafka.OutgoingChannel;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes logouts to the control topic. */
@Singleton
class ControlPublisher implements LogoutPublisher {
    private final OutgoingChannel channel;
    private final String topic;
    private final Duration lifetime;
    private final Clock clock;

    ControlPublisher(
            @Identifier(OutgoingChannel.CONTROL) OutgoingChannel channel,
            TopicsConfig topics,
            ControlConfig config,
            Clock clock) {
        this.channel = channel;
        this.topic = topics.control();
        this.lifetime = config.maxTokenLifetime();
        this.clock = clock;
    }

    @Override
    public Uni<Void> publish(Logout logout, String by) {
        // The time counts from now, not from the logout's own time: an issuer's clock may be behind.
        Denial denial = Denial.of(logout, clock.instant().plus(lifetime));
        byte[] key = denial.key().getBytes(UTF_8);
        return channel.send(new ProducerRecord<>(topic, key, ControlRecords.write(denial, by)))
                .replaceWithVoid();
    }
}
