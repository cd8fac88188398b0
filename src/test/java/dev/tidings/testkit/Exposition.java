package dev.tidings.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a service tells Prometheus: the labels of each metric's samples. */
public record Exposition(Map<String, List<Map<String, String>>> samples) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public static Exposition of(TidingsProcess tidings) {
        return of(Http.get(tidings.http("/q/metrics")).body());
    }

    static Exposition of(String text) {
        Map<String, List<Map<String, String>>> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> samples.computeIfAbsent(
                        line.split("[{ ]", 2)[0], name -> new ArrayList<>())
                .add(labels(line)));
        return new Exposition(samples);
    }

    private static Map<String, String> labels(String line) {
        Map<String, String> labels = new HashMap<>();
        int end = line.lastIndexOf('}');
        LABEL.matcher(end < 0 ? "" : line.substring(0, end))
                .results()
                .forEach((MatchResult label) -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    public Set<String> metrics() {
        return samples.keySet();
    }

    public boolean hasLabel(String metric, String label) {
        return labelsOf(metric).stream().anyMatch(labels -> labels.containsKey(label));
    }

    public boolean hasValue(String metric, String label, String value) {
        return labelsOf(metric).stream().anyMatch(labels -> value.equals(labels.get(label)));
    }

    private List<Map<String, String>> labelsOf(String metric) {
        return samples.getOrDefault(metric, List.of());
    }
}
