package dev.tidings.intake.route;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The active routes, compiled; each version is a new object. */
public interface Routes {
    List<String> names();

    /** Returns the routes that map records of this topic, ordered by their names. */
    List<Route> of(String topic);

    /** Returns the topics that routes name. */
    Set<String> topics();

    /** Returns a predicate for topics that a route names or matches by its pattern; it excludes Tidings' own topics. */
    Predicate<String> subscription();

    boolean isEmpty();
}
