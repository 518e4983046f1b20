package io.mailbridge.audit;

import io.mailbridge.buffer.BufferConnections;
import io.mailbridge.buffer.BufferSettings;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.reading.BridgeTopics;
import io.mailbridge.reading.KafkaAccess;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * Whether nothing is missing: reads what the running processes have counted, what the buffer holds and what is on the
 * topics, and lets the books be balanced. It changes nothing.
 */
public final class Audit {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final List<URI> processes;
    private final BridgeTopics bridgeTopics;
    private final Properties client;
    private final BufferSettings buffer;

    /**
     * @param processes metrics pages of all processes of the fleet
     * @param assembly puts a bridge together, which knows how Kafka is to be reached
     * @throws Exception where the settings or routes of the home cannot be used
     */
    public Audit(Settings settings, List<URI> processes, Assembly assembly) throws Exception {
        this.processes = processes;
        this.bridgeTopics = BridgeTopics.of(settings);
        this.client = KafkaAccess.client(settings, assembly);
        this.buffer = BufferSettings.from(settings, KafkaSettings.from(settings).timeout());
    }

    /**
     * @param progress receives the number of records read so far, and has all ids read; null for their number only
     * @throws IOException where a process does not answer
     */
    public Audited run(LongConsumer progress) throws IOException, InterruptedException {
        List<String> unread = new ArrayList<>();
        List<MetricsPage> pages = new ArrayList<>();
        for (URI process : processes) {
            pages.add(page(process));
        }
        BufferTables tables = null;
        try (Connection connection = BufferConnections.connect(buffer, LIMIT)) {
            tables = BufferTables.count(connection, uptime(pages));
        } catch (SQLException e) {
            unread.add("the buffer's tables: " + e.getMessage());
        }
        List<TopicCount> topics = null;
        try {
            topics = new TopicCounter(client, progress).count(bridgeTopics);
        } catch (TimeoutException | ExecutionException | KafkaException e) {
            unread.add("the topics: no broker of " + client.get("bootstrap.servers") + " answers");
        }
        return new Audited(processes.size(), Books.of(pages), tables, topics, unread);
    }

    private static double uptime(List<MetricsPage> pages) {
        return pages.stream()
                .flatMap(page -> page.named("process_uptime_seconds").stream())
                .mapToDouble(MetricsPage.Series::value)
                .max()
                .orElse(0);
    }

    private MetricsPage page(URI process) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process).timeout(LIMIT).build();
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(process + " does not answer (" + e.getClass().getSimpleName() + ")", e);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(process + " answers " + answer.statusCode());
        }
        MetricsPage page = MetricsPage.parse(answer.body());
        if (page.named("bridge_buffer_depth").isEmpty()) {
            throw new IOException(process + " does not hold the metrics of a bridge");
        }
        return page;
    }
}
