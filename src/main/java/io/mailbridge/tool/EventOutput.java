package io.mailbridge.tool;

import io.mailbridge.reading.EventFilter;
import io.mailbridge.reading.SeenEvent;
import io.mailbridge.reading.SeenEventReader;
import io.mailbridge.reading.TopicFollower;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints the records that are wanted, until there have been enough or nobody reads on. */
final class EventOutput implements TopicFollower.Reader {
    private final PrintWriter out;
    private final EventFilter filter;
    private final EventPrinter printer;
    private final boolean json;
    private long left;
    private boolean isCut;

    /** @param limit how many are printed at most */
    EventOutput(PrintWriter out, EventFilter filter, EventPrinter printer, boolean json, long limit) {
        this.out = out;
        this.filter = filter;
        this.printer = printer;
        this.json = json;
        this.left = limit;
    }

    @Override
    public boolean read(ConsumerRecord<byte[], byte[]> found) {
        try {
            SeenEvent event = SeenEventReader.read(found.value());
            if (filter.accepts(event, found.value())) {
                print(
                        json
                                ? printer.json(found.value())
                                : printer.line(event, Instant.ofEpochMilli(found.timestamp())));
            }
        } catch (IOException e) {
            if (filter.isAll()) {
                print(
                        json
                                ? printer.unreadable(found.value())
                                : "no event: record " + found.offset() + " of " + found.topic() + "-"
                                        + found.partition());
            }
        }
        return left > 0;
    }

    private void print(String line) {
        out.println(line);
        left--;
    }

    @Override
    public boolean flush() {
        isCut = out.checkError();
        return !isCut;
    }

    /** True where another program read the output and has ended. */
    boolean hasLostItsReader() {
        return isCut && StandardStream.OUT.isPipe();
    }
}
