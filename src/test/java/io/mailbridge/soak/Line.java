package io.mailbridge.soak;

import java.util.List;

/** One line of a panel. */
record Line(String name, String colour, List<Point> points) {
    /** No value where {@code value} is NaN: the line is interrupted there. */
    record Point(double second, double value) {}

    double max() {
        return points.stream()
                .mapToDouble(Point::value)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }
}
