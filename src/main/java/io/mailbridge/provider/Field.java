package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a value may be in an event: the first path with a usable value wins. Platforms are not trusted to keep to their
 * own types, so a value that cannot be read as the wanted type counts as absent.
 */
final class Field {
    static final Field NONE = new Field(Use.FIRST);
    private static final String SEPARATOR = ":";

    private final Use use;
    private final Path[] paths;
    /** What wins over a join where it has a value; null for nothing. */
    private final Field first;

    private Field(Use use, Path... paths) {
        this(null, use, paths);
    }

    private Field(Field first, Use use, Path... paths) {
        this.first = first;
        this.use = use;
        this.paths = paths;
    }

    /** @throws IllegalArgumentException with the reason when one of them is not a path */
    static Field of(List<String> paths) {
        return new Field(Use.FIRST, compiled(paths));
    }

    /**
     * A field made of several values, all of which have to be there.
     *
     * @param first the paths whose value is the field's, where one has any
     */
    static Field joined(List<String> paths, List<String> first) {
        return new Field(first.isEmpty() ? null : of(first), Use.ALL, compiled(paths));
    }

    /** Not a value to publish, but what distinguishes an event. */
    static Field hashed(List<String> paths) {
        return new Field(Use.HASH, compiled(paths));
    }

    private static Path[] compiled(List<String> paths) {
        return paths.stream().map(Path::of).toArray(Path[]::new);
    }

    /** The first scalar as text without surrounding white space, or null. */
    String text(Scope scope) {
        if (use == Use.ALL) {
            String given = first == null ? null : first.text(scope);
            return given == null ? joinedText(scope) : given;
        }
        if (use == Use.HASH) {
            return null;
        }
        for (Path path : paths) {
            JsonNode node = path.find(scope, Scalars::isPresent);
            if (node != null) {
                return Scalars.text(node);
            }
        }
        return null;
    }

    private String joinedText(Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Path path : paths) {
            JsonNode node = path.find(scope, Scalars::isPresent);
            if (node == null) {
                return null;
            }
            text.append(text.isEmpty() ? "" : SEPARATOR).append(Scalars.text(node));
        }
        return text.toString();
    }

    /** The first name, which has to be a text and not a number, or null. */
    String name(Scope scope) {
        for (Path path : paths) {
            JsonNode node = path.find(scope, found -> found.isTextual() && Scalars.isPresent(found));
            if (node != null) {
                return Scalars.text(node);
            }
        }
        return null;
    }

    /** One text, those of a list, or with {@code *} all that are there; never null. */
    List<String> texts(Scope scope) {
        for (Path path : paths) {
            if (path.hasSeveral()) {
                List<JsonNode> all = path.findAll(scope, Field::hasTexts);
                if (!all.isEmpty()) {
                    return all.stream().flatMap(node -> textsOf(node).stream()).toList();
                }
                continue;
            }
            JsonNode node = path.find(scope, Field::hasTexts);
            if (node != null) {
                return textsOf(node);
            }
        }
        return List.of();
    }

    /** True and false, also as text or as 1 and 0; null when neither. */
    Boolean flag(Scope scope) {
        String text = text(scope);
        if (text == null) {
            return null;
        }
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return Boolean.TRUE;
        }
        return text.equalsIgnoreCase("false") || text.equals("0") ? Boolean.FALSE : null;
    }

    /** What enters the hash of an event besides its common fields, missing values as blanks; null for nothing. */
    String hashParts(Scope scope) {
        if (use != Use.HASH) {
            return null;
        }
        StringJoiner parts = new StringJoiner("|");
        for (Path path : paths) {
            parts.add(path.hasSeveral() ? allTexts(path, scope) : textOrBlank(path.find(scope, Scalars::isPresent)));
        }
        return parts.toString();
    }

    /** All of them: events that differ only in the second one are not the same. */
    private static String allTexts(Path path, Scope scope) {
        return path.findAll(scope, Scalars::isPresent).stream()
                .map(Scalars::text)
                .collect(Collectors.joining(SEPARATOR));
    }

    private static String textOrBlank(JsonNode node) {
        return node == null ? "" : Scalars.text(node);
    }

    List<Path> paths() {
        return first == null
                ? List.of(paths)
                : Stream.concat(first.paths().stream(), Stream.of(paths)).toList();
    }

    private static boolean hasTexts(JsonNode node) {
        return node.isArray() || Scalars.isPresent(node);
    }

    private static List<String> textsOf(JsonNode node) {
        return node.isArray() ? elements(node) : List.of(Scalars.text(node));
    }

    private static List<String> elements(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            String text = Scalars.text(element);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    @Override
    public String toString() {
        return Arrays.stream(paths).map(Path::toString).collect(Collectors.joining(" or "));
    }

    /** How the paths' values are combined. */
    private enum Use {
        FIRST,
        ALL,
        HASH
    }
}
