package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds people, credentials and payload in what a bridge has printed, whatever its test is about. */
final class LogScan {
    /** A shorter one is part of many words. */
    private static final int SHORTEST_SECRET = 5;

    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*([._](password|secret|token)|recipient[-_]key)");
    /** In an address of a database, or in a JAAS configuration. */
    private static final Pattern IN_VALUE = Pattern.compile("password=\"?([^\"&; ]+)");

    private static final Map<Pattern, String> PAYLOAD = Map.of(
            Pattern.compile("[\\w.+-]+(@|%40)[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}"), "a mail address",
            Pattern.compile("\"[\\w-]+\\\\*\" *: *[\\\\\"\\[{\\d]"), "a member of a JSON object",
            Pattern.compile("sg_(event|message)_id|smtp-id"), "an id of a payload",
            Pattern.compile("\\b(mandrill_events|signature|token|timestamp)=[\\w%]"), "a form field");
    private static final Map<Pattern, String> CREDENTIALS = Map.of(
            Pattern.compile("(?i)authorization: *\\S|\\b(bearer|basic) +[\\w+/.~-]*[0-9=/+]\\S*"), "a credential",
            Pattern.compile("-----BEGIN"), "a private key");
    /** Camel's tracer prints bodies, which is what somebody who enables it asks for. */
    private static final Pattern TRACER = Pattern.compile("(\\.camel\\.yaml:\\d+|\\.Tracing) - ");

    private final Map<Pattern, String> credentials = new LinkedHashMap<>(CREDENTIALS);
    private final boolean traced;
    private final boolean json;

    /** @param settings of the bridge, whose secrets are looked for */
    LogScan(Map<String, String> settings) {
        json = "json".equals(settings.get("bridge.log.format"));
        traced = "true".equals(settings.get("camel.main.tracing"));
        settings.forEach((key, value) -> {
            if (SECRET_KEY.matcher(key).matches() && !value.isBlank()) {
                addSecrets(key, value);
            }
            IN_VALUE.matcher(value).results().forEach(found -> addSecrets(key, found.group(1)));
        });
    }

    private void addSecrets(String key, String values) {
        for (String value : values.split(",")) {
            if (value.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException(key + " has fewer than " + SHORTEST_SECRET
                        + " characters: the log of this bridge is searched for it, where so few are part of other words;"
                        + " give it a longer one");
            }
            credentials.put(Pattern.compile(value, Pattern.LITERAL), "a value of " + key);
        }
    }

    /** @throws AssertionError that says which line shows what, without showing it */
    void check(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                String line = each.next();
                check(++number, json && line.startsWith("{") ? message(line) : line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    private static String message(String line) throws IOException {
        JsonNode entry = JsonCodec.mapper().readTree(line);
        return entry.path("formattedMessage").asText() + " "
                + entry.at("/throwable/message").asText();
    }

    private void check(int number, String line) {
        check(number, line, credentials);
        if (!traced || !TRACER.matcher(line).find()) {
            check(number, line, PAYLOAD);
        }
    }

    private static void check(int number, String line, Map<Pattern, String> patterns) {
        patterns.forEach((pattern, what) -> {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                throw new AssertionError("Line " + number + " of the bridge's log shows " + what + ": "
                        + line.substring(0, found.start()) + "***");
            }
        });
    }
}
