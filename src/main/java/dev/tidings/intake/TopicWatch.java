package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.route.Routes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Determines which existing topics intake reads, which are missing, and which have appeared since it started. */
final class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);

    private final TopicsConfig topics;
    private final IntakeConfig config;
    private final Set<String> appeared = new HashSet<>();
    private Set<String> known = Set.of();
    private Set<String> lastExisting = Set.of();
    private List<String> missing = List.of();
    /** The topics that the active routes selected at the last look-up. */
    private Predicate<String> selected = topic -> false;

    TopicWatch(TopicsConfig topics, IntakeConfig config) {
        this.topics = topics;
        this.config = config;
    }

    /** Returns the topics to read: topics that routes select, and the topic of retries. */
    Set<String> update(Set<String> existing, Routes routes) {
        Set<String> now = new HashSet<>(existing);
        // A topic is kept for one look-up without it: a broker that has just started may not list all its topics yet.
        lastExisting.stream().filter(known::contains).forEach(now::add);
        now.stream()
                .filter(topic -> !known.contains(topic) && selected.test(topic))
                .forEach(appeared::add);
        appeared.retainAll(now);
        selected = routes.subscription();
        lastExisting = Set.copyOf(existing);
        known = now;
        updateMissing(routes);
        Set<String> sources = new TreeSet<>();
        now.stream().filter(routes.subscription()).forEach(sources::add);
        if (now.contains(topics.retries())) {
            sources.add(topics.retries());
        }
        return sources;
    }

    private void updateMissing(Routes routes) {
        List<String> now = routes.topics().stream()
                .filter(topic -> !known.contains(topic))
                .sorted()
                .toList();
        if (!now.equals(missing)) {
            LOG.infof(now.isEmpty() ? "all topics of routes exist" : "topics of routes are missing topics=%s", now);
        }
        missing = now;
    }

    /** Returns the topics that routes name and that do not exist. */
    List<String> missing() {
        return missing;
    }

    /** Returns the topics that intake writes to and that do not exist. */
    List<String> missingOwn() {
        boolean deduplicates = config.repetitionWindow().toMillis() > 0;
        return List.of(topics.notifications(), topics.announcements(), topics.deadLetters(), topics.seen()).stream()
                .filter(topic -> deduplicates || !topic.equals(topics.seen()))
                .filter(topic -> !known.contains(topic))
                .toList();
    }

    /**
     * Returns whether the topic is read from its beginning: the configuration says so, all of its records came after
     * its route, or it is Tidings' own.
     */
    boolean isReadFromBeginning(String topic) {
        return config.start() == IntakeConfig.Start.EARLIEST
                || appeared.contains(topic)
                || topic.equals(topics.retries());
    }
}
