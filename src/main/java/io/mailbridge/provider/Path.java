package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A place in an event: names of nested objects joined with dots. A number picks an element of a list, {@code *} means
 * each element or member; filters follow after " | ".
 */
final class Path {
    private static final String ANY = "*";
    private static final Map<String, Root> ROOTS =
            Map.of("$envelope", Scope::envelope, "$recipient", Scope::recipient, "$header", scope -> null);

    private final String text;
    private final Root root;
    private final String[] segments;
    private final TextFilter[] filters;
    private final boolean isHeader;
    private final boolean isTopLevel;

    private Path(String text, String[] names, TextFilter[] filters) {
        boolean rooted = names[0].startsWith("$");
        this.text = text;
        this.root = rooted ? ROOTS.get(names[0]) : Scope::event;
        this.isHeader = names[0].equals("$header");
        this.segments = rooted ? List.of(names).subList(1, names.length).toArray(String[]::new) : names;
        this.filters = filters;
        this.isTopLevel = !rooted && names.length == 1;
    }

    /** @throws IllegalArgumentException with the reason when it is not a path */
    static Path of(String text) {
        String[] parts = text.split(" \\| ");
        String[] names = parts[0].strip().split("\\.", -1);
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("'" + text + "' is not a path: names joined with single dots, as in"
                        + " 'email' or 'data.user.email'");
            }
        }
        if (names[0].startsWith("$") && !ROOTS.containsKey(names[0])) {
            throw new IllegalArgumentException("'" + names[0]
                    + "' is unknown; a path starts in the event, or with $envelope, $recipient or $header");
        }
        if (names[0].equals("$header") && names.length != 2) {
            throw new IllegalArgumentException("'" + text + "' has to name one header, as in '$header.webhook-id'");
        }
        List<TextFilter> filters = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            filters.add(TextFilter.of(parts[i].strip()));
        }
        return new Path(parts[0].strip(), names, filters.toArray(TextFilter[]::new));
    }

    /** The first node there that passes the test, or null. */
    JsonNode find(Scope scope, Predicate<JsonNode> wanted) {
        if (isHeader) {
            String value = scope.header().apply(segments[0]);
            return value == null ? null : accepted(TextNode.valueOf(value), wanted);
        }
        JsonNode start = root.of(scope);
        return start == null ? null : walk(start, 0, wanted);
    }

    /** The node there, of any kind, or null. */
    JsonNode read(Scope scope) {
        return find(scope, node -> true);
    }

    /** Every node there, of any kind, where {@code *} means all elements and not the first one. */
    List<JsonNode> readAll(Scope scope) {
        List<JsonNode> found = new ArrayList<>(1);
        find(scope, node -> {
            found.add(node);
            return false;
        });
        return found;
    }

    private JsonNode walk(JsonNode start, int from, Predicate<JsonNode> wanted) {
        JsonNode node = start;
        for (int i = from; i < segments.length; i++) {
            if (segments[i].equals(ANY)) {
                return walkEach(node, i + 1, wanted);
            }
            node = node.isArray() ? element(node, segments[i]) : node.get(segments[i]);
            if (node == null) {
                return null;
            }
        }
        return accepted(node, wanted);
    }

    private JsonNode walkEach(JsonNode parent, int from, Predicate<JsonNode> wanted) {
        for (JsonNode child : parent) {
            JsonNode found = walk(child, from, wanted);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private JsonNode accepted(JsonNode node, Predicate<JsonNode> wanted) {
        JsonNode filtered = node;
        for (TextFilter filter : filters) {
            filtered = filter.apply(filtered);
            if (filtered == null) {
                return null;
            }
        }
        return wanted.test(filtered) ? filtered : null;
    }

    private static JsonNode element(JsonNode array, String index) {
        return isIndex(index) ? array.get(Integer.parseInt(index)) : null;
    }

    private static boolean isIndex(String segment) {
        return segment.length() < 4 && segment.chars().allMatch(Character::isDigit);
    }

    /** Whether it reads a request header. */
    boolean isHeader() {
        return isHeader;
    }

    /** Whether it reads a whole top-level member of the event, not a part of one. */
    boolean isTopLevel() {
        return isTopLevel;
    }

    /** Whether an index or {@code *} is part of it. */
    boolean selects() {
        return Stream.of(segments).anyMatch(segment -> segment.equals(ANY) || isIndex(segment));
    }

    /** The last name, under which a scalar found here can be kept. */
    String lastName() {
        return segments.length == 0 ? text : segments[segments.length - 1];
    }

    @Override
    public String toString() {
        return text;
    }

    /** Where a path starts. */
    private interface Root {
        JsonNode of(Scope scope);
    }
}
