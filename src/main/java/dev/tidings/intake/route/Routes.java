package dev.tidings.intake.route;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The routes that are in force, compiled; a new object for each version of them. */
public interface Routes {
    List<String> names();

    /** Those that map records of this topic, in the order of their names. */
    List<Route> of(String topic);

    /** Topics that routes name. */
    Set<String> topics();

    /** Whether a route's pattern takes this topic, or a route names it; never one of Tidings' own. */
    Predicate<String> subscription();

    boolean isEmpty();
}
