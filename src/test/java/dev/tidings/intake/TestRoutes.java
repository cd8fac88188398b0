package dev.tidings.intake;

import dev.tidings.intake.route.Route;
import dev.tidings.intake.route.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Routes by the topics that they map. */
record TestRoutes(Map<String, List<Route>> byTopic) implements Routes {
    static final TestRoutes NONE = new TestRoutes(Map.of());

    static TestRoutes of(Route route, String... topics) {
        Map<String, List<Route>> all = new HashMap<>();
        for (String topic : topics) {
            all.put(topic, List.of(route));
        }
        return new TestRoutes(all);
    }

    @Override
    public List<String> names() {
        return byTopic.values().stream()
                .flatMap(List::stream)
                .map(Route::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Route> of(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    @Override
    public Set<String> topics() {
        return byTopic.keySet();
    }

    @Override
    public Predicate<String> subscription() {
        return byTopic::containsKey;
    }

    @Override
    public boolean isEmpty() {
        return byTopic.isEmpty();
    }
}
