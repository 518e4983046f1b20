package io.mailbridge.bench.load;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A load and where it goes, as {@code name=value} pairs in one line: what the harness writes to the load tool's process.
 *
 * @param urls one for each process under load, which share rate and connections; {@code {}} in a path is replaced by the
 *     number of the source
 */
public record LoadJob(List<URI> urls, int sources, LoadShape shape) {
    /** @param urls may hold {@code {}}, which a URI may not */
    public static LoadJob of(List<String> urls, int sources, LoadShape shape) {
        return new LoadJob(
                urls.stream()
                        .map(url -> URI.create(url.replace("{}", "%7B%7D")))
                        .toList(),
                sources,
                shape);
    }

    static LoadJob parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (String pair : line.trim().split("\\s+")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
        }
        return of(
                List.of(text(values, "urls").split(",")),
                number(values, "sources"),
                new LoadShape(
                        number(values, "events"),
                        number(values, "rate"),
                        number(values, "connections"),
                        number(values, "seconds")));
    }

    public String line() {
        String allUrls = urls.stream().map(URI::toString).collect(Collectors.joining(","));
        return "urls=%s sources=%d events=%d rate=%d connections=%d seconds=%d"
                .formatted(allUrls, sources, shape.events(), shape.rate(), shape.connections(), shape.seconds());
    }

    /** One path for each source, in the order they are posted to. */
    String[] paths(URI url) {
        String[] paths = new String[sources];
        Arrays.setAll(paths, i -> url.getPath().replace("{}", Integer.toString(i)));
        return paths;
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(text(values, name));
    }

    private static String text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The job has no " + name);
        }
        return value;
    }
}
