package dev.tidings.bench.report;

import java.util.List;

/** The straight line y = a + b x that is nearest to some points, by least squares; {@code r2} says how near: 1 is on it. */
public record Line(double a, double b, double r2) {
    /** Through at least two points of different x. */
    public static Line through(List<Point> points) {
        double n = points.size();
        double meanX = points.stream().mapToDouble(Point::x).sum() / n;
        double meanY = points.stream().mapToDouble(Point::y).sum() / n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Point point : points) {
            xx += (point.x() - meanX) * (point.x() - meanX);
            xy += (point.x() - meanX) * (point.y() - meanY);
            yy += (point.y() - meanY) * (point.y() - meanY);
        }
        if (xx == 0) {
            throw new IllegalArgumentException("points: " + points + " (expected: two of different x)");
        }
        double b = xy / xx;
        return new Line(meanY - b * meanX, b, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    double at(double x) {
        return a + b * x;
    }
}
