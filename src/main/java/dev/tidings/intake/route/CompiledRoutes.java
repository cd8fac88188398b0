package dev.tidings.intake.route;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A set of routes that were compiled together. */
final class CompiledRoutes implements Routes {
    static final CompiledRoutes NONE = new CompiledRoutes(Map.of(), Set.of());

    private final Map<String, Entry> byName;
    private final Set<String> own;
    /** The routes of each topic, computed once; bounded by the number of topics in Kafka. */
    private final Map<String, List<Route>> byTopic = new ConcurrentHashMap<>();

    /** A route and the topics that it maps. */
    record Entry(Sources sources, Route route) {}

    CompiledRoutes(Map<String, Entry> byName, Set<String> own) {
        this.byName = new TreeMap<>(byName);
        this.own = Set.copyOf(own);
    }

    @Override
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public List<Route> of(String topic) {
        return byTopic.computeIfAbsent(topic, this::find);
    }

    private List<Route> find(String topic) {
        if (own.contains(topic)) {
            return List.of();
        }
        return byName.values().stream()
                .filter(entry -> entry.sources().add(topic))
                .map(Entry::route)
                .toList();
    }

    @Override
    public Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        byName.values().forEach(entry -> topics.addAll(entry.sources().topics()));
        return Collections.unmodifiableSet(topics);
    }

    @Override
    public Predicate<String> subscription() {
        return topic -> !of(topic).isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return byName.isEmpty();
    }
}
