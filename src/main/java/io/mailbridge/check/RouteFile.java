package io.mailbridge.check;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of routes/ as text, so that a mistake in it has the line of what is wrong and not that of its step. */
final class RouteFile {
    private static final int REACH = 60;

    private final Path path;
    private final String name;
    private final String text;
    private final List<String> lines;

    private RouteFile(Path path, String name, String text) {
        this.path = path;
        this.name = name;
        this.text = text;
        this.lines = text.lines().toList();
    }

    static RouteFile read(Path home, Path path) throws IOException {
        return new RouteFile(path, "routes/" + path.getFileName(), Files.readString(path));
    }

    /** The same file with another text; lines must keep their numbers. */
    RouteFile with(String other) {
        return new RouteFile(path, name, other);
    }

    /** As messages show it. */
    String name() {
        return name;
    }

    String text() {
        return text;
    }

    List<String> lines() {
        return lines;
    }

    boolean isJava() {
        return name.endsWith(".java");
    }

    /** As Camel names it. */
    String location() {
        return "file:" + path;
    }

    boolean isAt(String location) {
        return location != null && (location.equals(location()) || location.endsWith("/" + path.getFileName()));
    }

    /** The first line from the given one on that holds these words; the given line where none does. */
    int lineOf(String words, int from) {
        Pattern pattern = Pattern.compile("(?<![\\w.-])" + Pattern.quote(words) + "(?![\\w-])");
        int start = Math.max(1, from);
        for (int line = start; line <= Math.min(lines.size(), start + REACH); line++) {
            if (pattern.matcher(lines.get(line - 1)).find()) {
                return line;
            }
        }
        return from;
    }

    /** Its YAML, or null where it is not YAML, which is a mistake. */
    Node yaml(Mistakes mistakes) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            Node root =
                    new Compose(settings).composeReader(new StringReader(text)).orElse(null);
            if (root == null) {
                mistakes.add(name, 1, "the file is empty", null);
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String column = mark == null ? "" : " (column " + (mark.getColumn() + 1) + ")";
            mistakes.add(name, mark == null ? 1 : mark.getLine() + 1, "not YAML: " + e.getProblem() + column, null);
        } catch (YamlEngineException e) {
            mistakes.add(name, 1, "not YAML: " + e.getMessage(), null);
        }
        return null;
    }
}
