package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** How figures are written: with four digits that count, whole above, and null where nothing is known. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, rounded(value));
        } else {
            object.putNull(name);
        }
    }

    static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(rounded(value));
        } else {
            array.addNull();
        }
    }

    /** Counts by their name. */
    static void putCounts(ObjectNode object, String name, Map<String, Double> counts) {
        ObjectNode shown = object.putObject(name);
        counts.forEach((key, count) -> shown.put(key, Math.round(count)));
    }

    private static BigDecimal rounded(double value) {
        if (Math.abs(value) >= 1000) {
            return BigDecimal.valueOf(Math.round(value));
        }
        BigDecimal exact = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
