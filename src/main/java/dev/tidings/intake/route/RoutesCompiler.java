package dev.tidings.intake.route;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.format.KeyReader;
import dev.tidings.intake.format.Readers;
import dev.tidings.intake.format.ValueFormat;
import dev.tidings.intake.route.CompiledRoutes.Entry;
import dev.tidings.intake.route.RouteCompiler.Read;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles routes that can be active together. */
record RoutesCompiler(Readers readers, Set<String> own, int maxEventSize) {

    /** A route without faults. */
    private record Found(RouteSettings settings, Sources sources, Read read) {}

    /** Returns the topics that Tidings writes itself, which no route may map. */
    static Set<String> ownTopics(TopicsConfig topics) {
        return Set.of(
                topics.notifications(),
                topics.announcements(),
                topics.control(),
                topics.deadLetters(),
                topics.retries(),
                topics.seen());
    }

    Routes compile(List<RouteSettings> routes) throws WrongRoutesException {
        Violations faults = new Violations();
        Map<String, Found> found = read(routes, faults);
        faults.throwIfAny();
        Map<String, Entry> entries = new TreeMap<>();
        found.forEach((name, each) -> entries.put(name, new Entry(each.sources(), route(each, faults))));
        faults.throwIfAny();
        return new CompiledRoutes(entries, own);
    }

    private Map<String, Found> read(List<RouteSettings> routes, Violations faults) {
        Map<String, RouteSettings> known = new TreeMap<>();
        Map<String, Found> found = new TreeMap<>();
        for (RouteSettings each : routes) {
            RouteSettings other = known.putIfAbsent(each.name(), each);
            if (other != null) {
                faults.add(each.place() + "* is there as " + other.place() + "* too (expected: a name for each route)");
                continue;
            }
            Sources sources = Sources.of(each, own, faults);
            Read read = new RouteCompiler(each, faults).read();
            if (read != null) {
                found.put(each.name(), new Found(each, sources, read));
            }
        }
        return found;
    }

    /** Opens the readers only after all routes are valid; they may need a schema registry that is not configured. */
    private Route route(Found found, Violations faults) {
        Read read = found.read();
        ValueFormat values = tryOpen(found, RouteKey.FORMAT, () -> readers.of(read.format()), faults);
        KeyReader keys = tryOpen(found, RouteKey.KEY_FORMAT, () -> readers.ofKeys(read.keys()), faults);
        String name = found.settings().name();
        return new CompiledRoute(
                name,
                values == null ? record -> List.of() : values,
                keys == null ? record -> "" : keys,
                read.rules(),
                new EventWriter(name, maxEventSize));
    }

    private static <T> @Nullable T tryOpen(Found found, RouteKey key, Supplier<T> opening, Violations faults) {
        try {
            return opening.get();
        } catch (IllegalStateException e) {
            faults.add(found.settings().location(key.key()) + ": " + e.getMessage());
            return null;
        }
    }
}
