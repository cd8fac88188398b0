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
    private final boolean seen;
    private final Set<String> appeared = new HashSet<>();
    private Set<String> known = Set.of();
    private Set<String> lastLook = Set.of();
    private List<String> missing = List.of();
    /** The topics that the active routes selected at the last look-up. */
    private Predicate<String> wanted = topic -> false;

    /** @param seen true if fingerprints are stored */
    TopicWatch(TopicsConfig topics, boolean seen) {
        this.topics = topics;
        this.seen = seen;
    }

    /** Returns the topics to read: topics that routes select, and the topic of retries. */
    Set<String> look(Set<String> existing, Routes routes) {
        Set<String> now = new HashSet<>(existing);
        // A topic is kept for one look-up without it: a broker that has just started may not list all its topics yet.
        lastLook.stream().filter(known::contains).forEach(now::add);
        now.stream()
                .filter(topic -> !known.contains(topic) && wanted.test(topic))
                .forEach(appeared::add);
        appeared.retainAll(now);
        wanted = routes.subscription();
        lastLook = Set.copyOf(existing);
        known = now;
        tellMissing(routes);
        Set<String> sources = new TreeSet<>();
        now.stream().filter(routes.subscription()).forEach(sources::add);
        if (now.contains(topics.retries())) {
            sources.add(topics.retries());
        }
        return sources;
    }

    private void tellMissing(Routes routes) {
        List<String> now = routes.topics().stream()
                .filter(topic -> !known.contains(topic))
                .sorted()
                .toList();
        if (!now.equals(missing)) {
            LOG.infof(
                    now.isEmpty() ? "all topics of routes exist" : "topics of routes do not exist yet topics=%s", now);
        }
        missing = now;
    }

    /** Returns the topics that routes name and that do not exist. */
    List<String> missing() {
        return missing;
    }

    /** Returns the topics that intake writes to and that do not exist. */
    List<String> missingOwn() {
        return List.of(topics.notifications(), topics.announcements(), topics.deadLetters(), topics.seen()).stream()
                .filter(topic -> seen || !topic.equals(topics.seen()))
                .filter(topic -> !known.contains(topic))
                .toList();
    }

    /** Returns whether all records of the topic came after its route, or the topic is Tidings' own. */
    boolean isFromItsBeginning(String topic) {
        return appeared.contains(topic) || topic.equals(topics.retries());
    }
}
