package io.mailbridge.bench.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The bodies that are measured: captured ones; in a batch, all kinds of events that were captured, in turn. */
final class CapturedRequests {
    private static final Path SENDERS = Path.of("src/test/resources/senders");

    private CapturedRequests() {}

    static byte[][] of(String platform, int events) {
        try {
            return switch (platform) {
                case "sendgrid" -> batch("sendgrid", "delivered.json", events);
                case "mandrill" -> batch("mandrill", "open.json", events);
                case "amazon-ses" -> sns(events);
                default -> throw new IllegalArgumentException(platform);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[][] batch(String folder, String single, int events) throws IOException {
        List<JsonNode> captured = new ArrayList<>();
        if (events == 1) {
            read(SENDERS.resolve(folder).resolve(single)).forEach(captured::add);
        } else {
            for (Path file : files(folder)) {
                read(file).forEach(captured::add);
            }
        }
        ArrayNode batch = JsonCodec.mapper().createArrayNode();
        for (int i = 0; i < events; i++) {
            batch.add(captured.get(i % captured.size()));
        }
        return new byte[][] {JsonCodec.write(batch)};
    }

    /** SNS sends each event in a request of its own, so a hundred events are a hundred requests. */
    private static byte[][] sns(int events) throws IOException {
        List<byte[]> captured = new ArrayList<>();
        for (Path file : files("amazon-ses-sns")) {
            JsonNode request = read(file);
            boolean isEvent = request.path("Message").asText().startsWith("{");
            boolean isTheSingle = file.endsWith("delivery.json");
            if (isEvent && (events > 1 || isTheSingle)) {
                captured.add(JsonCodec.write(request));
            }
        }
        byte[][] requests = new byte[events][];
        for (int i = 0; i < events; i++) {
            requests[i] = captured.get(i % captured.size());
        }
        return requests;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SENDERS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonCodec.mapper().readTree(Files.readAllBytes(file));
    }
}
