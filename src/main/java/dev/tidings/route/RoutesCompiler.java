package dev.tidings.route;

import dev.tidings.event.TopicsConfig;
import dev.tidings.format.Format;
import dev.tidings.format.ValueFormat;
import dev.tidings.route.CompiledRoutes.Entry;
import dev.tidings.route.RouteCompiler.Read;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes routes that can be in force together. */
record RoutesCompiler(Function<Format, ValueFormat> formats, Set<String> own, int maxEventSize) {

    /** The topics that Tidings writes itself, which no route may take. */
    static Set<String> own(TopicsConfig topics) {
        return Set.of(
                topics.notifications(),
                topics.announcements(),
                topics.control(),
                topics.deadLetters(),
                topics.retries(),
                topics.seen());
    }

    Routes compile(List<RouteSettings> routes) throws WrongRoutesException {
        Faults faults = new Faults();
        Map<String, RouteSettings> known = new TreeMap<>();
        Map<String, Found> found = new TreeMap<>();
        for (RouteSettings each : routes) {
            RouteSettings other = known.putIfAbsent(each.name(), each);
            if (other != null) {
                faults.add(each.place() + "* is there as " + other.place() + "* too (expected: a name for each route)");
                continue;
            }
            Sources sources = Sources.of(each, own, faults);
            Read route = new RouteCompiler(each, faults).read();
            if (route != null) {
                found.put(each.name(), new Found(sources, route));
            }
        }
        faults.refuse();
        Map<String, Entry> entries = new TreeMap<>();
        found.forEach((name, each) -> entries.put(name, new Entry(each.sources(), route(name, each.read()))));
        return new CompiledRoutes(entries, own);
    }

    private Route route(String name, Read read) {
        return new CompiledRoute(name, formats.apply(read.format()), read.rules(), new EventWriter(name, maxEventSize));
    }

    private record Found(Sources sources, Read read) {}
}
