package dev.tidings.intake.route;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The topics that a route maps, by their names or by a pattern. */
record Sources(Set<String> topics, @Nullable Pattern pattern) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    boolean add(String topic) {
        return topics.contains(topic)
                || (pattern != null && pattern.matcher(topic).matches());
    }

    /** @param own Tidings' own topics, which no route may map */
    static Sources of(RouteSettings route, Set<String> own, Violations faults) {
        String topics = route.text(RouteKey.TOPICS);
        String pattern = route.text(RouteKey.TOPIC_PATTERN);
        if ((topics == null) == (pattern == null)) {
            faults.add(route.location(RouteKey.TOPICS.key())
                    + (topics == null ? " is missing" : " is set beside topic-pattern")
                    + " (expected: either topics or topic-pattern)");
            return new Sources(Set.of(), null);
        }
        Sources sources = pattern == null
                ? new Sources(names(route, String.valueOf(topics), faults), null)
                : new Sources(Set.of(), compile(route, pattern, faults));
        RouteKey key = pattern == null ? RouteKey.TOPICS : RouteKey.TOPIC_PATTERN;
        for (String each : own) {
            if (sources.add(each)) {
                faults.addWrongValue(
                        route, key.key(), "takes " + each, "no topic of Tidings' own, or it would map onto itself");
            }
        }
        return sources;
    }

    private static Set<String> names(RouteSettings route, String text, Violations faults) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        for (String each : names) {
            if (!NAME.matcher(each).matches()) {
                faults.addWrongValue(
                        route, RouteKey.TOPICS.key(), each, "names of topics, of letters, digits, '.', '_' and '-'");
            }
        }
        return new TreeSet<>(names);
    }

    private static @Nullable Pattern compile(RouteSettings route, String text, Violations faults) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            String place = e.getIndex() < 0 ? "" : "1:" + (e.getIndex() + 1) + ": ";
            faults.addWrongValue(
                    route, RouteKey.TOPIC_PATTERN.key(), place + e.getDescription(), "a regular expression");
            return null;
        }
    }
}
