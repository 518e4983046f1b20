package io.mailbridge.bench.load;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One load to make, as a line of {@code name=value} pairs. A rate above 0 is an arrival rate that is kept whatever the
 * answers take; else that many connections each send as soon as they have an answer.
 *
 * @param urls one for each process under load, which share rate and connections; {@code {}} in a path stands for the
 *     number of the source
 */
record Job(List<URI> urls, int sources, int events, int rate, int connections, int seconds) {
    static Job parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (String pair : line.trim().split("\\s+")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
        }
        List<URI> urls = Arrays.stream(text(values, "urls").split(","))
                .map(url -> URI.create(url.replace("{}", "%7B%7D")))
                .toList();
        return new Job(
                urls,
                number(values, "sources"),
                number(values, "events"),
                number(values, "rate"),
                number(values, "connections"),
                number(values, "seconds"));
    }

    /** Paths in turn, one a source. */
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
            throw new IllegalArgumentException("The job names no " + name);
        }
        return value;
    }
}
