package io.mailbridge.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.reading.TimeWindow;
import io.mailbridge.refused.RefusedFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads what an action or a list is for; it refuses names that it does not know, since they would be left out of a filter. */
public final class SelectionReader {
    private static final Set<String> FILTERS = Set.of("reason", "source", "provider", "type", "since", "until", "text");

    private SelectionReader() {}

    /**
     * Of an action: ids, a filter, or all.
     *
     * @param order an object with one of ids, filter, all
     */
    public static RefusedFilter selection(JsonNode order, Instant now) throws NotDone {
        boolean all = order.path("all").asBoolean(false);
        List<String> ids = texts("ids", order.path("ids"));
        JsonNode filter = order.path("filter");
        if (!filter.isMissingNode() && !filter.isNull() && !filter.isObject()) {
            throw new NotDone(400, "filter is not an object.");
        }
        RefusedFilter selected = filter(filter, now).withIds(ids);
        if (all == !selected.isOpen()) {
            throw new NotDone(400, "Which? Give ids or a filter, or all: true; not two of them.");
        }
        return selected;
    }

    /** The same, as a text. */
    public static RefusedFilter selection(String order, Instant now) throws NotDone {
        try {
            return selection(JsonCodec.mapper().readTree(order), now);
        } catch (IOException e) {
            throw new NotDone(400, "The selection is not a JSON object.");
        }
    }

    private static RefusedFilter filter(JsonNode filter, Instant now) throws NotDone {
        for (Iterator<String> names = filter.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FILTERS.contains(name)) {
                throw new NotDone(
                        400,
                        "A filter has " + FILTERS.stream().sorted().collect(Collectors.joining(", "))
                                + ", and nothing else.");
            }
        }
        return new RefusedFilter(
                List.of(),
                texts("reason", filter.path("reason")),
                texts("source", filter.path("source")),
                texts("provider", filter.path("provider")),
                texts("type", filter.path("type")),
                window(filter.path("since").asText(""), filter.path("until").asText(""), now),
                blank(filter.path("text").asText("")));
    }

    private static List<String> texts(String name, JsonNode values) throws NotDone {
        List<String> texts = new ArrayList<>();
        if (values.isTextual()) {
            return listed(values.asText());
        }
        if (!values.isArray() && !values.isMissingNode() && !values.isNull()) {
            throw new NotDone(400, name + " is not a list of texts.");
        }
        for (JsonNode value : values) {
            if (!value.isTextual()) {
                throw new NotDone(400, name + " is not a list of texts.");
            }
            texts.add(value.asText());
        }
        return texts;
    }

    /**
     * Of a list: the parameters of a query.
     *
     * @param parameter gives its value, empty where there is none
     */
    public static RefusedFilter filter(UnaryOperator<String> parameter, Instant now) throws NotDone {
        return new RefusedFilter(
                List.of(),
                listed(parameter.apply("reason")),
                listed(parameter.apply("source")),
                listed(parameter.apply("provider")),
                listed(parameter.apply("type")),
                window(parameter.apply("since"), parameter.apply("until"), now),
                blank(parameter.apply("text")));
    }

    private static List<String> listed(String values) {
        return Arrays.stream(values.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static TimeWindow window(String since, String until, Instant now) throws NotDone {
        try {
            return new TimeWindow(
                    since.isBlank() ? null : TimeWindow.instant(since.strip(), now),
                    until.isBlank() ? null : TimeWindow.instant(until.strip(), now));
        } catch (IllegalArgumentException e) {
            throw new NotDone(400, "since, until: " + e.getMessage() + ".");
        }
    }

    private static String blank(String text) {
        return text.isEmpty() ? null : text;
    }
}
