package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a value may stand in an event: the first path that holds something usable wins. Platforms are not trusted to
 * keep to their own types, so what cannot be read as asked counts as absent.
 */
final class Field {
    static final Field NONE = new Field();

    private final Path[] paths;

    private Field(Path... paths) {
        this.paths = paths;
    }

    static Field of(List<String> paths) {
        return new Field(paths.stream().map(Path::of).toArray(Path[]::new));
    }

    /** The first scalar as text without surrounding white space, or null. */
    String text(JsonNode event) {
        for (Path path : paths) {
            String text = text(path, event);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The first name, which has to be a text and not a number, or null. */
    String name(JsonNode event) {
        for (Path path : paths) {
            JsonNode node = path.read(event);
            if (node != null && node.isTextual() && !node.textValue().isBlank()) {
                return node.textValue().strip();
            }
        }
        return null;
    }

    /** One text or an array of them; never null. */
    List<String> texts(JsonNode event) {
        for (Path path : paths) {
            JsonNode node = path.read(event);
            if (node != null && node.isArray()) {
                return elements(node);
            }
            String text = scalar(node);
            if (text != null) {
                return List.of(text);
            }
        }
        return List.of();
    }

    /** True and false, also as text or as 1 and 0; null when neither. */
    Boolean flag(JsonNode event) {
        String text = text(event);
        if (text == null) {
            return null;
        }
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return Boolean.TRUE;
        }
        return text.equalsIgnoreCase("false") || text.equals("0") ? Boolean.FALSE : null;
    }

    List<Path> paths() {
        return List.of(paths);
    }

    private static List<String> elements(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            String text = scalar(element);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String text(Path path, JsonNode event) {
        return scalar(path.read(event));
    }

    private static String scalar(JsonNode node) {
        if (node == null || node.isNull() || !node.isValueNode()) {
            return null;
        }
        String text = node.asText().strip();
        return text.isEmpty() ? null : text;
    }

    @Override
    public String toString() {
        return Arrays.stream(paths).map(Path::toString).collect(Collectors.joining(" or "));
    }
}
