package io.mailbridge.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the page, in the jar: by their exact names and no others, read into memory when the first one is asked for.
 */
final class StaticFiles {
    /** In src/main/resources/console. */
    static final List<String> NAMES = List.of(
            "index.html",
            "console.css",
            "icon.svg",
            "actions.js",
            "api.js",
            "chart.js",
            "console.js",
            "dialog.js",
            "dom.js",
            "figures.js",
            "flow.js",
            "format.js",
            "headline.js",
            "history.js",
            "item.js",
            "json.js",
            "layout.js",
            "lists.js",
            "refused.js",
            "switches.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private Map<String, StaticFile> files;

    /** @param path below /console; null where there is no such file */
    synchronized StaticFile find(String path) {
        if (files == null) {
            files = new HashMap<>();
            NAMES.forEach(name -> files.put("/" + name, read(name)));
            files.put("/", files.get("/index.html"));
        }
        return files.get(path);
    }

    private static StaticFile read(String name) {
        try (InputStream content = StaticFiles.class.getResourceAsStream("/console/" + name)) {
            if (content == null) {
                throw new IllegalStateException("The jar has no file console/" + name);
            }
            return StaticFile.of(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
