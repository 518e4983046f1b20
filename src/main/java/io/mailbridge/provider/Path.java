package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A place in an event: names of nested objects joined with dots. A number picks an element of a list, {@code *} means
 * each element or member; filters follow after " | ".
 */
final class Path {
    private static final Map<String, Root> ROOTS = Map.of(
            "$envelope",
            Scope::envelope,
            "$outer",
            Scope::outer,
            "$recipient",
            Scope::recipient,
            "$header",
            scope -> null);

    private final String text;
    private final Root root;
    /** Null for {@code *}. */
    private final String[] segments;

    private final TextFilter[] filters;
    private final boolean isHeader;
    private final boolean isInEvent;
    private final boolean hasSeveral;

    private Path(PathText path) {
        this.text = path.text();
        this.root = path.root() == null ? Scope::event : ROOTS.get(path.root());
        this.isHeader = isIn("$header");
        this.isInEvent = path.root() == null;
        this.segments = path.names().toArray(String[]::new);
        this.hasSeveral = path.names().contains(null);
        this.filters = path.filters().stream().map(TextFilter::of).toArray(TextFilter[]::new);
    }

    /** @throws IllegalArgumentException with the reason when it is not a path */
    static Path of(String text) {
        PathText path = PathText.of(text);
        if (path.root() != null && !ROOTS.containsKey(path.root())) {
            throw new IllegalArgumentException("'" + path.root()
                    + "' is unknown; a path starts in the event, or with $envelope, $outer, $recipient or $header");
        }
        if ("$header".equals(path.root())
                && (path.names().size() != 1 || path.names().get(0) == null)) {
            throw new IllegalArgumentException("'" + text + "' has to name one header, as in '$header.webhook-id'");
        }
        return new Path(path);
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

    /** Every node there that passes the test, where {@code *} means all elements and not the first one. */
    List<JsonNode> findAll(Scope scope, Predicate<JsonNode> wanted) {
        List<JsonNode> found = new ArrayList<>(1);
        find(scope, node -> {
            if (wanted.test(node)) {
                found.add(node);
            }
            return false;
        });
        return found;
    }

    /**
     * Visits every node there.
     *
     * @return whether there was one wherever a {@code *} led to
     */
    boolean visit(Scope scope, Visitor visitor) {
        return visit(root.of(scope), 0, null, visitor);
    }

    private boolean visit(JsonNode start, int from, JsonNode outer, Visitor visitor) {
        JsonNode node = start;
        for (int i = from; i < segments.length && node != null; i++) {
            if (segments[i] == null) {
                boolean isComplete = !node.isEmpty();
                for (JsonNode child : node) {
                    isComplete &= visit(child, i + 1, outer == null ? child : outer, visitor);
                }
                return isComplete;
            }
            node = child(node, segments[i]);
        }
        JsonNode found = node == null ? null : accepted(node, any -> true);
        return found != null && visitor.visit(found, outer);
    }

    private JsonNode walk(JsonNode start, int from, Predicate<JsonNode> wanted) {
        JsonNode node = start;
        for (int i = from; i < segments.length; i++) {
            if (segments[i] == null) {
                return walkEach(node, i + 1, wanted);
            }
            node = child(node, segments[i]);
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

    private static JsonNode child(JsonNode node, String name) {
        if (!node.isArray()) {
            return node.get(name);
        }
        return isIndex(name) ? node.get(Integer.parseInt(name)) : null;
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
        return isInEvent && segments.length == 1;
    }

    /** Whether it starts in the event, and not around it. */
    boolean isInEvent() {
        return isInEvent;
    }

    /** Whether it starts at this place around the event, such as {@code $envelope}. */
    boolean isIn(String place) {
        return root == ROOTS.get(place);
    }

    boolean isFiltered() {
        return filters.length > 0;
    }

    /** The names from where it starts, null for {@code *}. */
    List<String> names() {
        return Arrays.asList(segments);
    }

    /** Whether a {@code *} is part of it, so that it may lead to several nodes. */
    boolean hasSeveral() {
        return hasSeveral;
    }

    /** Whether an index is part of it, which picks one element of a list. */
    boolean picks() {
        return Stream.of(segments).anyMatch(segment -> segment != null && isIndex(segment));
    }

    /** The last name, under which a scalar found here can be kept. */
    String lastName() {
        String last = segments.length == 0 ? text : segments[segments.length - 1];
        return last == null ? "*" : last;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Takes each node that a path leads to. */
    interface Visitor {
        /**
         * @param outer the element that the first {@code *} led to, null without one
         * @return whether the node is what is looked for
         */
        boolean visit(JsonNode node, JsonNode outer);
    }

    /** Where a path starts. */
    private interface Root {
        JsonNode of(Scope scope);
    }
}
