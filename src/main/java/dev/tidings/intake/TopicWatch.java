package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.route.Routes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Which of the topics that there are intake reads, which are missing, and which came into being while it looked. */
final class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);

    private final TopicsConfig topics;
    private final boolean seen;
    private final Set<String> appeared = new HashSet<>();
    private Set<String> known = Set.of();
    private Set<String> lastLook = Set.of();
    private List<String> missing = List.of();
    /** By the routes that were in force at the last look. */
    private Predicate<String> wanted = topic -> false;

    /** @param seen whether repetitions are remembered */
    TopicWatch(TopicsConfig topics, boolean seen) {
        this.topics = topics;
        this.seen = seen;
    }

    /** What there is to read: topics that routes take, and the retries. */
    Set<String> look(Set<String> existing, Routes routes) {
        Set<String> now = new HashSet<>(existing);
        // Not gone at the first look that does not find it: a broker that has just started may not know its topics yet.
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

    /** Topics that routes name and that do not exist. */
    List<String> missing() {
        return missing;
    }

    /** Topics that intake writes to and that do not exist. */
    List<String> missingOwn() {
        return List.of(topics.notifications(), topics.announcements(), topics.deadLetters(), topics.seen()).stream()
                .filter(topic -> seen || !topic.equals(topics.seen()))
                .filter(topic -> !known.contains(topic))
                .toList();
    }

    /** Whether all that is in it came after a route was there for it; or it is Tidings' own. */
    boolean isFromItsBeginning(String topic) {
        return appeared.contains(topic) || topic.equals(topics.retries());
    }
}
