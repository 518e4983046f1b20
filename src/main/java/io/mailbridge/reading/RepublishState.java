package io.mailbridge.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a run has come, in a file, so that the same command goes on where it was ended.
 *
 * @param what names window, filter and target, which another run has to share
 * @param window what is being sent; a duration before now means the first run's now
 * @param ranges what is left of each partition
 * @param sent records that have been acknowledged
 */
public record RepublishState(String what, TimeWindow window, Map<TopicPartition, OffsetRange> ranges, long sent) {
    /** @throws IOException where it cannot be read, or is not such a file */
    public static RepublishState read(Path file) throws IOException {
        JsonNode json = JsonCodec.mapper().readTree(Files.readAllBytes(file));
        if (json == null
                || !json.path("what").isTextual()
                || !json.path("partitions").isArray()) {
            throw new IOException("The file does not hold the state of a run");
        }
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        json.path("partitions")
                .forEach(partition -> ranges.put(
                        new TopicPartition(
                                partition.path("topic").asText(),
                                partition.path("partition").asInt()),
                        new OffsetRange(
                                partition.path("from").asLong(),
                                partition.path("to").asLong())));
        return new RepublishState(
                json.path("what").asText(),
                new TimeWindow(time(json.path("since")), time(json.path("until"))),
                ranges,
                json.path("sent").asLong());
    }

    private static Instant time(JsonNode json) {
        return json.isTextual() ? Instant.parse(json.textValue()) : null;
    }

    /** Replaces the file as a whole: one that is half written would end the run for good. */
    public void write(Path file) throws IOException {
        ObjectNode json =
                JsonCodec.mapper().createObjectNode().put("what", what).put("sent", sent);
        json.put("since", window.since() == null ? null : window.since().toString());
        json.put("until", window.until() == null ? null : window.until().toString());
        var partitions = json.putArray("partitions");
        ranges.forEach((partition, range) -> partitions
                .addObject()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("from", range.from())
                .put("to", range.to()));
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.write(written, JsonCodec.write(json));
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
