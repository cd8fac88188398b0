package dev.tidings.bench.report;

import java.util.List;
import java.util.Optional;

/** Points of several subjects, joined, and the line that was fitted to each, dashed. */
record LineChart(String title, String x, String y) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;

    /** Empty where there is nothing to be drawn. */
    Optional<String> of(List<Growth> growths) {
        if (growths.isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        Axes axes = new Axes(
                growths.stream()
                        .flatMap(growth -> growth.points().stream())
                        .mapToDouble(Point::x)
                        .max()
                        .orElse(1),
                growths.stream()
                        .flatMap(growth -> growth.points().stream())
                        .mapToDouble(Point::y)
                        .max()
                        .orElse(1));
        grid(svg, axes);
        for (int i = 0; i < growths.size(); i++) {
            draw(svg, axes, growths.get(i), Svg.COLOURS.get(i % Svg.COLOURS.size()));
            svg.rectangle(LEFT + 12, TOP + 6 + 18 * i, 12, 12, Svg.COLOURS.get(i % Svg.COLOURS.size()));
            svg.text(LEFT + 30, TOP + 16 + 18 * i, "start", growths.get(i).title());
        }
        return Optional.of(svg.toString());
    }

    /** From 0 to the largest of both. */
    private record Axes(double mostX, double mostY) {
        double x(double value) {
            return LEFT + value / mostX * (WIDTH - LEFT - RIGHT);
        }

        double y(double value) {
            return HEIGHT - BOTTOM - value / mostY * (HEIGHT - TOP - BOTTOM);
        }
    }

    private void grid(Svg svg, Axes axes) {
        for (int i = 0; i <= TICKS; i++) {
            double atX = axes.mostX() * i / TICKS;
            double atY = axes.mostY() * i / TICKS;
            svg.line(LEFT, axes.y(atY), WIDTH - RIGHT, axes.y(atY), "#e4e4e4", false);
            svg.text(LEFT - 8, axes.y(atY) + 4, "end", Numbers.text(atY));
            svg.text(axes.x(atX), HEIGHT - BOTTOM + 18, "middle", Numbers.text(atX));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", x);
        svg.text(WIDTH - RIGHT, 20, "end", y);
    }

    private static void draw(Svg svg, Axes axes, Growth growth, String colour) {
        List<Point> points = growth.points();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            svg.dot(axes.x(point.x()), axes.y(point.y()), colour);
            if (i > 0) {
                Point before = points.get(i - 1);
                svg.line(axes.x(before.x()), axes.y(before.y()), axes.x(point.x()), axes.y(point.y()), colour, false);
            }
        }
        Line line = growth.line();
        double from = points.get(0).x();
        double to = points.get(points.size() - 1).x();
        svg.line(axes.x(from), axes.y(line.at(from)), axes.x(to), axes.y(line.at(to)), colour, true);
    }
}
