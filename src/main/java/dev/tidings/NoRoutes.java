package dev.tidings;

import dev.tidings.route.Route;
import dev.tidings.route.Routes;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is in force where nobody has configured a route. */
final class NoRoutes implements Routes {
    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public List<Route> of(String topic) {
        return List.of();
    }

    @Override
    public Set<String> topics() {
        return Set.of();
    }

    @Override
    public Predicate<String> subscription() {
        return topic -> false;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }
}
