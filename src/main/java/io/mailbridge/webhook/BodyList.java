package io.mailbridge.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** The list that a message carries: routes may put another one in its place, and what is gone from it is dropped. */
final class BodyList {
    private BodyList() {}

    /**
     * @param step for the message
     * @param what for the message
     * @throws RouteMistake where the body is no list: that does not mean that all of them are dropped
     */
    static List<?> of(Exchange exchange, String step, String what) {
        Object body = exchange.getMessage().getBody();
        EndpointAnswers.refuse(exchange);
        if (body instanceof List<?> list) {
            return list;
        }
        throw new RouteMistake(
                step + " takes a list of " + what + ", the body is " + kind(body) + "; an empty list drops all");
    }

    /**
     * @param step for the message
     * @throws RouteMistake where something else is in the list
     */
    static <T> T element(Object element, Class<T> type, String step) {
        if (type.isInstance(element)) {
            return type.cast(element);
        }
        throw new RouteMistake(
                step + " takes a list of " + type.getSimpleName() + ", and in the list is " + kind(element));
    }

    static String kind(Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    /** How many of those that were in the list are gone, by their ids; one that was changed is still there. */
    static <T> int gone(List<T> before, List<? extends T> after, Function<T, String> id) {
        if (isSame(before, after)) {
            return 0;
        }
        Map<String, Integer> left = new HashMap<>();
        before.forEach(element -> left.merge(id.apply(element), 1, Integer::sum));
        after.forEach(element -> left.computeIfPresent(id.apply(element), (key, count) -> count - 1));
        return left.values().stream()
                .filter(count -> count > 0)
                .mapToInt(count -> count)
                .sum();
    }

    static boolean isSame(List<?> before, List<?> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) != after.get(i)) {
                return false;
            }
        }
        return true;
    }
}
