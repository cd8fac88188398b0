package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import dev.tidings.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;

/** Subscribes to the existing topics of the active routes, and looks the topics up again and again. */
final class TopicSubscription implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicSubscription.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE_WITHOUT_OWN = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Admin admin;
    private final TopicWatch watch;
    private final UnstartedTopics unstarted;
    private final SourceConsumer source;
    private final Interval refresh;
    private Set<String> subscribed = Set.of();

    /** @param refresh the interval of the look-ups; shorter while topics are missing to which intake writes */
    TopicSubscription(
            Admin admin, TopicWatch watch, UnstartedTopics unstarted, SourceConsumer source, Interval refresh) {
        this.admin = admin;
        this.watch = watch;
        this.unstarted = unstarted;
        this.source = source;
        this.refresh = refresh;
    }

    /** Looks the topics up if that is due, and returns whether it did. */
    boolean refresh(Routes routes) {
        if (!refresh.isDue()) {
            return false;
        }
        refresh.restart();
        Set<String> existing = BrokerAnswer.await(admin.listTopics().names().toCompletionStage(), ANSWER);
        Set<String> topics = watch.update(existing, routes);
        if (!watch.missingOwn().isEmpty()) {
            refresh.shorten(PAUSE_WITHOUT_OWN);
        }
        if (!topics.equals(subscribed)) {
            LOG.infof("intake reads topics=%s", topics);
            subscribed = topics;
            unstarted.update(topics);
            source.subscribe(topics);
        }
        return true;
    }

    /** Makes the next look-up due at once, since the routes have changed. */
    void expire() {
        refresh.expire();
    }

    /** Returns whether there is a topic to read, and every topic to write to. */
    boolean isReady() {
        return !subscribed.isEmpty() && watch.missingOwn().isEmpty();
    }

    /** Returns the topics that routes name and that do not exist. */
    List<String> missing() {
        return watch.missing();
    }

    /** Returns the topics that intake writes to and that do not exist. */
    List<String> missingOwn() {
        return watch.missingOwn();
    }

    /** Returns the topics in which the group has no start yet. */
    List<String> unstarted() {
        return unstarted.refresh();
    }

    @Override
    public void close() {
        admin.close(CLOSE);
    }
}
