package dev.tidings.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Bars that lie, one group for each subject, the least of the first column on top; the number stands behind each. */
record BarChart(String title, List<Column> columns) {
    private static final int WIDTH = 720;
    private static final int LEFT = 170;
    private static final int RIGHT = 90;
    private static final int TOP = 56;
    private static final int BAR = 16;
    private static final int GAP = 10;

    /** A subject, and what each column says of it; 0 for nothing. */
    private record Group(String title, List<Double> values) {}

    /** Empty where there is nothing to be drawn. */
    Optional<String> of(Summary summary) {
        List<Group> groups = new ArrayList<>(summary.measured().stream()
                .map(entrant -> new Group(
                        entrant.title(),
                        columns.stream()
                                .map(column -> summary.median(entrant.name(), column.work(), column.metric())
                                        .orElse(0.0))
                                .toList()))
                .filter(group -> group.values().stream().anyMatch(value -> value > 0))
                .sorted(Comparator.comparingDouble(BarChart::order))
                .toList());
        return groups.isEmpty() ? Optional.empty() : Optional.of(draw(groups));
    }

    /** By the last column, which all subjects have. */
    private static double order(Group group) {
        return group.values().get(group.values().size() - 1);
    }

    private String draw(List<Group> groups) {
        int group = columns.size() * BAR + GAP;
        Svg svg = new Svg(WIDTH, TOP + groups.size() * group, title);
        legend(svg);
        double most = groups.stream()
                .flatMap(each -> each.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        for (int i = 0; i < groups.size(); i++) {
            draw(svg, groups.get(i), TOP + i * group, (WIDTH - LEFT - RIGHT) / most);
        }
        return svg.toString();
    }

    private void draw(Svg svg, Group group, double top, double scale) {
        svg.text(LEFT - 8, top + (columns.size() * BAR) / 2.0 + 4, "end", group.title());
        for (int i = 0; i < columns.size(); i++) {
            double value = group.values().get(i);
            if (value > 0) {
                svg.rectangle(LEFT, top + i * BAR, value * scale, BAR - 2, Svg.COLOURS.get(i));
                svg.text(LEFT + value * scale + 5, top + i * BAR + 12, "start", Numbers.text(value));
            }
        }
    }

    private void legend(Svg svg) {
        double x = LEFT;
        for (int i = 0; i < columns.size(); i++) {
            svg.rectangle(x, 32, 12, 12, Svg.COLOURS.get(i));
            svg.text(x + 17, 42, "start", columns.get(i).title());
            x += 30 + 7 * columns.get(i).title().length();
        }
    }
}
