package io.mailbridge.tool;

import io.mailbridge.reading.EventFilter;
import io.mailbridge.reading.OffsetRange;
import io.mailbridge.reading.RepublishState;
import io.mailbridge.reading.Republisher;
import io.mailbridge.reading.SeenEventReader;
import io.mailbridge.reading.WindowReader;
import io.mailbridge.refused.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One run of republish: counts what is wanted, or sends it, notes how far it has come, and records who did it. */
final class RepublishRun {
    private final HomeKafka kafka;
    private final String target;
    private final EventFilter filter;
    private final Path file;
    private final PrintWriter err;
    private long sent;

    /** @param file where the state is kept; null for nowhere */
    RepublishRun(HomeKafka kafka, String target, EventFilter filter, Path file, PrintWriter err) {
        this.kafka = kafka;
        this.target = target;
        this.filter = filter;
        this.file = file;
        this.err = err;
    }

    long count(WindowReader reader, RepublishState begin) {
        long[] count = {0};
        read(reader, begin, found -> count[0] += isWanted(found) ? 1 : 0, (read, total) -> {});
        return count[0];
    }

    void send(WindowReader reader, RepublishState begin, Instant now) {
        try (Republisher republisher = new Republisher(kafka.client(), target, begin, now)) {
            try {
                read(reader, begin, found -> send(republisher, found), (read, total) -> note(republisher, begin));
                note(republisher, begin);
            } finally {
                sent = republisher.sent() - begin.sent();
                // the line that says who did it, whether it was ended or not
                err.println("audit: " + Instant.now() + " " + Action.operator()
                        + " republish " + begin.what() + " window="
                        + begin.window().since() + "/"
                        + begin.window().until() + " sent=" + sent);
                err.flush();
            }
        }
    }

    private void send(Republisher republisher, ConsumerRecord<byte[], byte[]> found) {
        if (isWanted(found)) {
            republisher.send(found);
        }
        republisher.pass(found);
    }

    private void note(Republisher republisher, RepublishState begin) {
        Map<TopicPartition, OffsetRange> left = republisher.acknowledged();
        if (file != null) {
            try {
                new RepublishState(begin.what(), begin.window(), left, republisher.sent()).write(file);
            } catch (IOException e) {
                throw new ToolFailure("the file " + file + " cannot be written ("
                        + e.getClass().getSimpleName() + ")");
            }
        }
    }

    private void read(
            WindowReader reader,
            RepublishState begin,
            Consumer<ConsumerRecord<byte[], byte[]>> each,
            WindowReader.Progress batch) {
        ReadingProgress progress = new ReadingProgress(err, StandardStream.ERR.isTerminal());
        try {
            reader.read(begin.ranges(), begin.window(), each, (read, total) -> {
                batch.read(read, total);
                progress.read(read, total);
            });
        } finally {
            progress.end();
        }
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> found) {
        if (filter.isAll()) {
            return true;
        }
        try {
            return filter.accepts(SeenEventReader.read(found.value()), found.value());
        } catch (IOException e) {
            return false;
        }
    }

    /** How many were acknowledged in this run. */
    long sent() {
        return sent;
    }
}
